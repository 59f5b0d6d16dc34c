//! The server: a thread for each connection, so many at most, so that a client that is slow holds up no other.

use std::io::{self, Read as _, Write as _};
use std::net::{Ipv4Addr, Ipv6Addr, Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::reply::{Reply, stream_head};
use super::request::{Refusal, read};
use super::routes::{Answer, Routes};

/// The port where none is asked for.
const PORT: u16 = 4949;
/// The most connections, and of them the most streams of events.
const MOST: usize = 128;
const MOST_STREAMS: usize = 32;
/// How long a client may leave what is written to it unread.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often a stream without news shows that it is alive.
const PULSE: Duration = Duration::from_secs(15);
/// What of a request is read and thrown away after it was answered, so that the answer arrives.
const LINGER: Duration = Duration::from_millis(500);
const MOST_LINGERED: u64 = 1 << 20;

/// A port of this machine's own addresses, taken.
pub(super) struct Port {
    listeners: Vec<TcpListener>,
    pub(super) number: u16,
    /// The port that was taken by another, where this is one in its place.
    pub(super) instead_of: Option<u16>,
}

impl Port {
    /// Takes a port: that one, or else the usual one, or else any.
    ///
    /// # Errors
    /// What the system says.
    pub(super) fn take(asked: Option<u16>) -> io::Result<Self> {
        let (first, instead_of) = match TcpListener::bind((Ipv4Addr::LOCALHOST, asked.unwrap_or(PORT))) {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse && asked.is_none() => {
                (TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?, Some(PORT))
            }
            taken => (taken?, None),
        };
        let number = first.local_addr()?.port();
        // a machine may have no such address, or another program may be there; the one that is told is the first
        let second = TcpListener::bind((Ipv6Addr::LOCALHOST, number)).ok();
        Ok(Self { listeners: std::iter::once(first).chain(second).collect(), number, instead_of })
    }

    /// Answers from now on, in threads of its own.
    pub(super) fn open(self, routes: Routes) {
        let open = Arc::new(Open { routes, port: self.number, connections: Seats::default(), streams: Seats::default() });
        for listener in self.listeners {
            let open = Arc::clone(&open);
            let accept = move || {
                for stream in listener.incoming() {
                    match stream {
                        Ok(stream) => accept(&open, stream),
                        // too many open files, for one: they may pass
                        Err(_) => std::thread::sleep(Duration::from_millis(50)),
                    }
                }
            };
            let _ = std::thread::Builder::new().name("odp serve".to_owned()).spawn(accept);
        }
    }
}

struct Open {
    routes: Routes,
    port: u16,
    connections: Seats,
    streams: Seats,
}

/// So many places are taken.
type Seats = Arc<AtomicUsize>;

/// A place among so many at most, given back when it is dropped.
struct Seat(Seats);

impl Seat {
    fn take(seats: &Seats, most: usize) -> Option<Self> {
        let before = seats.fetch_add(1, Ordering::AcqRel);
        let seat = Self(Arc::clone(seats));
        (before < most).then_some(seat)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

fn accept(open: &Arc<Open>, stream: TcpStream) {
    let _ = stream.set_write_timeout(Some(PATIENCE));
    let _ = stream.set_nodelay(true);
    let Some(seat) = Seat::take(&open.connections, MOST) else {
        // nothing waits here: what is so short fits whole into the buffer of a new connection
        let _ = Reply::busy().write(&mut &stream, false);
        return;
    };
    let open = Arc::clone(open);
    let serve = move || {
        let _seat = seat;
        // a client that went away is told nothing
        let _ = serve(&open, &stream);
        let _ = stream.shutdown(Shutdown::Both);
    };
    let _ = std::thread::Builder::new().name("odp serve".to_owned()).spawn(serve);
}

fn serve(open: &Open, mut stream: &TcpStream) -> io::Result<()> {
    match read(stream, open.port) {
        Err(Refusal::Gone) => return Ok(()),
        Err(refusal) => Reply::refused(refusal).write(&mut stream, false)?,
        Ok(request) => match open.routes.answer(&request.target) {
            Answer::Reply(reply) => reply.write(&mut stream, request.head_only)?,
            Answer::Events if request.head_only => stream.write_all(stream_head().as_bytes())?,
            Answer::Events => match Seat::take(&open.streams, MOST_STREAMS) {
                Some(_seat) => return events(open, stream),
                None => Reply::busy().write(&mut stream, false)?,
            },
        },
    }
    stream.shutdown(Shutdown::Write)?;
    stream.set_read_timeout(Some(LINGER))?;
    io::copy(&mut stream.take(MOST_LINGERED), &mut io::sink()).map(drop)
}

/// Tells the state now, and each that follows, until the client goes away.
fn events(open: &Open, mut stream: &TcpStream) -> io::Result<()> {
    stream.write_all(stream_head().as_bytes())?;
    stream.write_all(b"retry: 1000\n\n")?;
    let mut number = 0;
    loop {
        match open.routes.board.after(number, PULSE) {
            Some((next, state)) => {
                number = next;
                stream.write_all(format!("data: {}\n\n", state.told).as_bytes())?;
            }
            None => stream.write_all(b":\n\n")?,
        }
    }
}
