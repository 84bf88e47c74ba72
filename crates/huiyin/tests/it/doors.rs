//! A door before a server, which a test closes and opens: what passed through it breaks off, and who comes is refused.

use std::io;
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream, ToSocketAddrs};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// The door. It is open at first.
pub struct Door {
    /// Where to knock: 127.0.0.1:12345
    pub address: SocketAddr,
    server: SocketAddr,
    open: Option<Open>,
}

struct Open {
    closes: Arc<AtomicBool>,
    keeper: JoinHandle<()>,
}

impl Door {
    /// Before the server at this address.
    pub fn before(server: &str) -> Self {
        let server = server.to_socket_addrs().unwrap().next().unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        Self {
            address,
            server,
            open: Some(Open::new(listener, server)),
        }
    }

    /// As if the server were stopped.
    pub fn closes(&mut self) {
        if let Some(Open { closes, keeper }) = self.open.take() {
            closes.store(true, Ordering::SeqCst);
            keeper.join().unwrap();
        }
    }

    /// As if it were started again.
    pub fn opens(&mut self) {
        let listener = TcpListener::bind(self.address).unwrap();
        self.open = Some(Open::new(listener, self.server));
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        self.closes();
    }
}

impl Open {
    fn new(listener: TcpListener, server: SocketAddr) -> Self {
        listener.set_nonblocking(true).unwrap();
        let closes = Arc::new(AtomicBool::new(false));
        let told = closes.clone();
        let keeper = thread::spawn(move || {
            let mut passing = Vec::new();
            while !told.load(Ordering::SeqCst) {
                match listener.accept() {
                    Ok((client, _from)) => passing.extend(pass(client, server)),
                    Err(_nobody) => thread::park_timeout(Duration::from_millis(2)),
                }
            }
            drop(listener);
            for stream in &passing {
                // Some have ended by themselves.
                drop(stream.shutdown(Shutdown::Both));
            }
        });
        Self { closes, keeper }
    }
}

/// Carries both ways what two sides say, until one of them ends. Their streams, to break them off.
fn pass(client: TcpStream, server: SocketAddr) -> [TcpStream; 2] {
    client.set_nonblocking(false).unwrap();
    let server = TcpStream::connect(server).unwrap();
    let streams = [client, server];
    for stream in &streams {
        stream.set_nodelay(true).unwrap();
    }
    let copies = || streams.each_ref().map(|stream| stream.try_clone().unwrap());
    let ([client, server], [mut from_client, mut from_server]) = (copies(), copies());
    carry(&mut from_client, server);
    carry(&mut from_server, client);
    streams
}

fn carry(from: &mut TcpStream, mut to: TcpStream) {
    let mut from = from.try_clone().unwrap();
    thread::spawn(move || {
        // Broken off is what the test wants.
        drop(io::copy(&mut from, &mut to));
        drop(to.shutdown(Shutdown::Both));
    });
}
