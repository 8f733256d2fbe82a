//! Addresses of what machines share: the clip store's and the queue's. Keys come from the environment, never with them.

use std::sync::Arc;
use std::time::Duration;

use object_store::aws::AmazonS3Builder;
use object_store::azure::MicrosoftAzureBuilder;
use object_store::gcp::GoogleCloudStorageBuilder;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{BackoffConfig, ObjectStore, RetryConfig};
use url::Url;

use super::Error;

/// How long a request to a store that fails is tried again, in all; what lasts longer is a matter of the queue's patience.
const PATIENCE: Duration = Duration::from_secs(30);
const TRIES: usize = 5;
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// An address of one of these schemes, in which nobody wrote a key.
///
/// # Errors
/// What is wrong with it.
pub(super) fn parse(text: &str, what: &str, schemes: &[&str]) -> Result<Url, Error> {
    let url = Url::parse(text).ok().filter(|url| schemes.contains(&url.scheme()));
    let Some(url) = url else {
        let known: Vec<String> = schemes.iter().map(|scheme| format!("{scheme}://…")).collect();
        return Err(Error::Configuration(format!("the {what}'s address is one of {}", known.join(", "))));
    };
    if !url.username().is_empty() || url.password().is_some() || url.query().is_some() {
        return Err(Error::Configuration(format!(
            "no user, password or key belongs into the {what}'s address; docs/farm.md names the variables of the \
             environment that they come from"
        )));
    }
    Ok(url)
}

/// What a server or its library says, and what helps where a sign in it tells that.
pub(super) fn with_help(line: &str, help: &[(&str, &str)]) -> String {
    match help.iter().find(|(sign, _)| line.contains(sign)) {
        Some((_, help)) => format!("{line}; {help}"),
        None => line.to_owned(),
    }
}

/// The object store at an address, and the path in it.
///
/// # Errors
/// An address that is none, or what is missing in the environment.
pub(super) fn object_store(text: &str) -> Result<(Arc<dyn ObjectStore>, Path), Error> {
    let url = parse(text, "clip store", &["s3", "gs", "az", "file"])?;
    let wrong =
        |error: &dyn std::fmt::Display| Error::Configuration(format!("the clip store at {text}: {error}"));
    // An error says only that one is chosen already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let backoff = BackoffConfig { max_backoff: LONGEST_PAUSE, ..BackoffConfig::default() };
    let retry = RetryConfig { backoff, max_retries: TRIES, retry_timeout: PATIENCE };
    let store: Arc<dyn ObjectStore> = match url.scheme() {
        "file" => {
            let folder = url.to_file_path().map_err(|()| wrong(&"write it as file:///a/folder"))?;
            std::fs::create_dir_all(&folder).map_err(|error| wrong(&error))?;
            let local = LocalFileSystem::new_with_prefix(&folder).map_err(|error| wrong(&error))?;
            return Ok((Arc::new(local), Path::default()));
        }
        "gs" => {
            let builder = GoogleCloudStorageBuilder::from_env().with_url(text).with_retry(retry);
            Arc::new(builder.build().map_err(|error| wrong(&error))?)
        }
        "az" => {
            let builder = MicrosoftAzureBuilder::from_env().with_url(text).with_retry(retry);
            Arc::new(builder.build().map_err(|error| wrong(&error))?)
        }
        _ => {
            let builder = AmazonS3Builder::from_env().with_url(text).with_retry(retry);
            Arc::new(builder.build().map_err(|error| wrong(&error))?)
        }
    };
    let path = Path::from_url_path(url.path()).map_err(|error| wrong(&error))?;
    Ok((store, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_with_a_key_in_it_is_refused_and_not_repeated() {
        for address in ["s3://me:canary@bucket/x", "s3://bucket/x?key=canary", "http://canary", "canary"] {
            let error = object_store(address).map(|_| ()).unwrap_err().to_string();
            assert!(!error.contains("canary"), "{error}");
        }
    }

    #[test]
    fn a_folder_has_an_address() {
        let folder = tempfile::tempdir().unwrap();
        let address = format!("file://{}/new", folder.path().display());
        assert!(object_store(&address).is_ok());
        assert!(folder.path().join("new").is_dir());
    }
}
