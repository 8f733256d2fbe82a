//! `newscaster init --service`: what makes a service manager run `newscaster run`.

use std::path::Path;

use crate::text::escape_xml;

/// Who starts programs on this machine.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub(super) enum Manager {
    /// Linux: a unit for the user's own systemd
    Systemd,
    /// macOS: an agent for launchd
    Launchd,
    /// Everywhere else: a line for cron
    Cron,
}

impl Manager {
    /// The manager's file, or line, for a program that runs in a folder.
    pub fn file(self, program: &Path, folder: &Path) -> String {
        let (program, folder) = (program.to_string_lossy(), folder.to_string_lossy());
        match self {
            Self::Systemd => include_str!("service/newscaster.service")
                .replace("PROGRAM", &quoted(&program))
                .replace("FOLDER", &folder.replace('%', "%%")),
            Self::Launchd => include_str!("service/newscaster.plist")
                .replace("PROGRAM", &escape_xml(&program))
                .replace("FOLDER", &escape_xml(&folder)),
            Self::Cron => format!(
                "*/15 * * * * cd {} && {} --quiet run --once\n",
                shell(&folder).replace('%', "\\%"),
                shell(&program).replace('%', "\\%")
            ),
        }
    }

    /// What to do with it.
    pub fn advice(self) -> &'static str {
        match self {
            Self::Systemd => {
                "Save this as ~/.config/systemd/user/newscaster.service; then: systemctl --user enable --now newscaster; \
                 loginctl enable-linger, that it runs while you are not logged in."
            }
            Self::Launchd => {
                "Save this as ~/Library/LaunchAgents/newscaster.plist; then: launchctl load -w ~/Library/LaunchAgents/newscaster.plist"
            }
            Self::Cron => "Add this line with: crontab -e",
        }
    }
}

/// A word of a systemd command line.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('%', "%%").replace('$', "$$"))
}

/// A word of a shell command line.
fn shell(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_folders_stay_one_word() {
        let (program, folder) = (Path::new("/opt/my app/newscaster"), Path::new("/srv/it's 5% & <more>"));
        let unit = Manager::Systemd.file(program, folder);
        assert!(unit.contains("ExecStart=\"/opt/my app/newscaster\" run\n"), "{unit}");
        assert!(unit.contains("WorkingDirectory=/srv/it's 5%% & <more>\n") && unit.contains("Type=notify"));
        let plist = Manager::Launchd.file(program, folder);
        assert!(plist.contains("<string>/srv/it&apos;s 5% &amp; &lt;more&gt;</string>"), "{plist}");
        assert_eq!(
            Manager::Cron.file(program, folder),
            "*/15 * * * * cd '/srv/it'\\''s 5\\% & <more>' && '/opt/my app/newscaster' --quiet run --once\n"
        );
    }
}
