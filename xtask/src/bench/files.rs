//! nginx, which sends files of the same size: what the machine can do at best.

use super::board::free_address;
use anyhow::{Context, Result, bail};
use std::fs;
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// nginx over a folder of files.
pub struct Files {
    child: Child,
    folder: tempfile::TempDir,
    /// Where.
    pub address: SocketAddr,
}

impl Files {
    /// Starts it: two workers, connections kept, files kept open, nothing logged.
    pub fn serve() -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("huiyin-nginx-").tempdir()?;
        let address = free_address()?;
        let at = folder.path().display();
        let user = if crate::shell::is_root() {
            "user root;"
        } else {
            ""
        };
        let settings = format!(
            "daemon off; worker_processes 2; {user} pid {at}/pid; error_log {at}/errors;\n\
             events {{ worker_connections 1024; }}\n\
             http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000;\n\
             open_file_cache max=100; default_type text/html;\n\
             client_body_temp_path {at}/body; proxy_temp_path {at}/proxy; fastcgi_temp_path {at}/fastcgi;\n\
             uwsgi_temp_path {at}/uwsgi; scgi_temp_path {at}/scgi;\n\
             server {{ listen {address}; root {at}/files; }} }}\n"
        );
        fs::write(folder.path().join("nginx.conf"), settings)?;
        fs::create_dir(folder.path().join("files"))?;
        let child = Command::new("nginx")
            .arg("-c")
            .arg(folder.path().join("nginx.conf"))
            .stderr(Stdio::null())
            .spawn()
            .context("start nginx")?;
        let mut files = Self {
            child,
            folder,
            address,
        };
        for _ in 0..200 {
            if TcpStream::connect(address).is_ok() {
                return Ok(files);
            }
            if files.child.try_wait()?.is_some() {
                break;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let log = fs::read_to_string(files.folder.path().join("errors")).unwrap_or_default();
        bail!("nginx did not start: {log}")
    }

    /// Makes a file of a size. Its address.
    pub fn of_size(&self, bytes: usize) -> Result<String> {
        let name = format!("{bytes}.html");
        let text: Vec<u8> = (0..bytes)
            .map(|n| b'a' + u8::try_from(n % 26).unwrap_or(0))
            .collect();
        fs::write(self.folder.path().join("files").join(&name), text)?;
        Ok(format!("/{name}"))
    }

    /// Its workers.
    pub fn workers(&self) -> Result<Vec<u32>> {
        let pid = self.child.id();
        let children = Path::new("/proc").join(format!("{pid}/task/{pid}/children"));
        let children = fs::read_to_string(children).context("the workers of nginx")?;
        Ok(children
            .split_whitespace()
            .filter_map(|pid| pid.parse().ok())
            .collect())
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        let pid = self.child.id().to_string();
        let told = Command::new("kill").args(["-QUIT", &pid]).status();
        if told.is_err() || self.child.wait().is_err() {
            eprintln!("nginx, process {pid}, may still run");
        }
    }
}
