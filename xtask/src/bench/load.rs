//! One measurement: wrk against a server, with what the server spent on it.

use anyhow::{Context, Result, bail};
use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;

/// Clock ticks of `/proc` in a second, on every Linux there is.
const TICKS: f64 = 100.0;

/// What is asked for.
pub struct Asking<'a> {
    /// Where.
    pub at: SocketAddr,
    /// The address, where no script says another.
    pub path: &'a str,
    /// A script, and what it is told.
    pub script: Option<(&'a Path, Vec<String>)>,
    /// Connections at once.
    pub connections: u32,
    /// Seconds before, in which what is asked for often comes into memory.
    pub warm_up: u32,
    /// Seconds.
    pub seconds: u32,
}

/// What came of it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Measured {
    /// Requests a second.
    pub rate: f64,
    /// Half of the answers came within so many milliseconds.
    pub p50: f64,
    /// … and 99 of a hundred.
    pub p99: f64,
    /// Microseconds of processor time that the server spent on a request.
    pub cpu: f64,
    /// Answers that were neither 2xx nor 3xx, and connections that broke.
    pub failed: u64,
}

/// Warms up, then measures.
pub fn measure(asking: &Asking, servers: &[u32]) -> Result<Measured> {
    run(asking, asking.warm_up)?;
    let before = ticks(servers)?;
    let report = run(asking, asking.seconds)?;
    let spent = ticks(servers)? - before;
    let mut measured = read(&report).with_context(|| format!("wrk said:\n{report}"))?;
    let requests = (measured.rate * f64::from(asking.seconds)).max(1.0);
    measured.cpu = spent / TICKS * 1e6 / requests;
    Ok(measured)
}

fn run(asking: &Asking, seconds: u32) -> Result<String> {
    let mut command = Command::new("wrk");
    command
        .args([
            "-t2",
            "--latency",
            "--timeout",
            "10s",
            "-H",
            "Accept-Encoding: gzip",
        ])
        .arg(format!("-c{}", asking.connections))
        .arg(format!("-d{seconds}s"));
    if let Some((script, _)) = &asking.script {
        command.arg("-s").arg(script);
    }
    command.arg(format!("http://{}{}", asking.at, asking.path));
    if let Some((_, told)) = &asking.script {
        command.arg("--").args(told);
    }
    let output = command.output().context("start wrk")?;
    if !output.status.success() {
        bail!("wrk: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn read(report: &str) -> Option<Measured> {
    let after = |mark: &str| {
        let line = report
            .lines()
            .find(|line| line.trim_start().starts_with(mark))?;
        line.trim_start().strip_prefix(mark).map(str::trim)
    };
    let broken = after("Socket errors:").map_or(0, |errors| {
        let counts = errors.split(|c: char| !c.is_ascii_digit());
        counts.filter_map(|count| count.parse::<u64>().ok()).sum()
    });
    let refused = after("Non-2xx or 3xx responses:").map_or(Some(0), |count| count.parse().ok())?;
    Some(Measured {
        rate: after("Requests/sec:")?.parse().ok()?,
        p50: milliseconds(after("50%")?)?,
        p99: milliseconds(after("99%")?)?,
        cpu: 0.0,
        failed: broken + refused,
    })
}

fn milliseconds(text: &str) -> Option<f64> {
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number: f64 = text.strip_suffix(unit)?.parse().ok()?;
    Some(match unit {
        "us" => number / 1000.0,
        "ms" => number,
        "s" => number * 1000.0,
        _ => return None,
    })
}

/// Processor time of processes so far, in ticks.
pub fn ticks(pids: &[u32]) -> Result<f64> {
    let mut sum = 0.0;
    for pid in pids {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat"))
            .with_context(|| format!("process {pid} is gone"))?;
        // The name, in brackets, may hold anything.
        let (_, rest) = stat.rsplit_once(')').context("/proc has changed")?;
        let fields = rest.split_whitespace().skip(11).take(2);
        sum += fields
            .filter_map(|field| field.parse::<f64>().ok())
            .sum::<f64>();
    }
    Ok(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_of_wrk_is_read() {
        let report = "  Latency Distribution\n     50%  812.00us\n     75%    1.10ms\n     99%    1.20s \n  \
             Socket errors: connect 0, read 3, write 0, timeout 1\n  Non-2xx or 3xx responses: 5\n\
             Requests/sec:  45678.90\n";
        let measured = read(report).unwrap();
        assert!((measured.rate - 45678.9).abs() < 0.01);
        assert!((measured.p50 - 0.812).abs() < 1e-9 && (measured.p99 - 1200.0).abs() < 1e-9);
        assert_eq!(measured.failed, 9);
        assert!(read("Requests/sec: ").is_none());
    }
}
