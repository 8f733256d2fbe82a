//! What a service manager is told: systemd's notify protocol, where its socket is named.

use std::time::Duration;

/// Tells the service manager something; where there is none, nobody.
#[cfg(unix)]
pub(super) fn tell_manager(state: &str) {
    use std::os::unix::net::UnixDatagram;
    let Some(path) = std::env::var_os("NOTIFY_SOCKET") else { return };
    let Ok(socket) = UnixDatagram::unbound() else { return };
    // A manager that does not read must not hold up the work.
    let _ = socket.set_nonblocking(true);
    if let Err(error) = send(&socket, &path, state) {
        tracing::debug!("the service manager cannot be told: {error}");
    }
}

#[cfg(unix)]
fn send(
    socket: &std::os::unix::net::UnixDatagram,
    path: &std::ffi::OsStr,
    state: &str,
) -> std::io::Result<()> {
    // Linux has names that are no files; they are written with an @.
    #[cfg(target_os = "linux")]
    {
        use std::os::linux::net::SocketAddrExt;
        use std::os::unix::ffi::OsStrExt;
        if let Some(name) = path.as_bytes().strip_prefix(b"@") {
            let address = std::os::unix::net::SocketAddr::from_abstract_name(name)?;
            return socket.send_to_addr(state.as_bytes(), &address).map(drop);
        }
    }
    socket.send_to(state.as_bytes(), path).map(drop)
}

#[cfg(not(unix))]
pub(super) fn tell_manager(_: &str) {}

/// How often the manager wants to hear that the program lives: half of its patience, for safety.
pub(super) fn watchdog() -> Option<Duration> {
    let patience: u64 = std::env::var("WATCHDOG_USEC").ok()?.parse().ok()?;
    (patience > 0).then(|| Duration::from_micros(patience / 2))
}
