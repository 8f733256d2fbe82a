//! How to install eSpeak NG on this system.

use std::path::Path;

use crate::files::regular;

/// The command that installs it here, as half a sentence.
pub(super) fn hint() -> String {
    if cfg!(target_os = "macos") {
        return "install it with `brew install espeak-ng`".to_owned();
    }
    let release =
        regular::read_text(Path::new("/etc/os-release"), regular::LARGEST_SETTINGS).unwrap_or_default();
    command_for(&release).map_or_else(
        || "install eSpeak NG (package `espeak-ng`, https://github.com/espeak-ng/espeak-ng)".to_owned(),
        |command| format!("install it with `{command}`"),
    )
}

/// The command for the system that an os-release file describes: its own name first, then what it is like.
fn command_for(release: &str) -> Option<&'static str> {
    let value = |key: &str| {
        release
            .lines()
            .find_map(|line| line.strip_prefix(key)?.strip_prefix('='))
            .unwrap_or("")
            .trim_matches('"')
    };
    let names = value("ID").split_whitespace().chain(value("ID_LIKE").split_whitespace());
    names.into_iter().find_map(|name| {
        Some(match name {
            "debian" | "ubuntu" => "sudo apt-get install espeak-ng",
            "fedora" | "rhel" | "centos" => "sudo dnf install espeak-ng",
            "arch" => "sudo pacman -S espeak-ng",
            "suse" | "opensuse" => "sudo zypper install espeak-ng",
            "alpine" => "sudo apk add espeak-ng",
            "nixos" => "nix-env -iA nixos.espeak-ng",
            _ => return None,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_system_is_told_its_own_command() {
        let command = |release| command_for(release).unwrap_or("none");
        assert_eq!(command("ID=debian\n"), "sudo apt-get install espeak-ng");
        assert_eq!(command("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n"), "sudo apt-get install espeak-ng");
        assert_eq!(command("NAME=\"Fedora\"\nID=fedora\n"), "sudo dnf install espeak-ng");
        assert_eq!(command("ID=\"manjaro\"\nID_LIKE=arch\n"), "sudo pacman -S espeak-ng");
        assert_eq!(command("ID=plan9\n"), "none");
    }
}
