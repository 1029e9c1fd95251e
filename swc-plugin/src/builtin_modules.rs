//! The modules of Node.js, which count by their name: they change with the platform, not with the program. A fixed list, so
//! that a version does not depend on the Node.js that compiles. This package counts by its name, too: which of its builds runs, and
//! whether a bundler has minified it, does not matter to a factory of cached functions.
//! Twin: babel-plugin/src/builtin-modules.ts

use swc_core::atoms::wtf8::Wtf8;

use crate::swc_core;

pub const PACKAGE: &str = "autocached";
const PREFIX: &str = "node:";
const NAMES: &str = "assert assert/strict async_hooks buffer child_process cluster console constants crypto dgram \
    diagnostics_channel dns dns/promises domain events fs fs/promises http http2 https inspector inspector/promises module \
    net os path path/posix path/win32 perf_hooks process punycode querystring readline readline/promises repl stream \
    stream/consumers stream/promises stream/web string_decoder sys timers timers/promises tls trace_events tty url util \
    util/types v8 vm wasi worker_threads zlib";

/// The name without `node:`, or nothing for a module that is not one of Node.js.
pub fn builtin_module(source: &Wtf8) -> Option<&Wtf8> {
    if source.starts_with(PREFIX) {
        return Some(source.slice_from(PREFIX.len()));
    }
    // Asked for every use of an import, most of which are of files.
    let is_file = source.starts_with(".");
    let is_of_node = || NAMES.split(' ').any(|name| name.as_bytes() == source.as_bytes());
    let is_own = || source.starts_with(PACKAGE) && matches!(source.as_bytes().get(PACKAGE.len()), None | Some(b'/'));
    (!is_file && (is_of_node() || is_own())).then_some(source)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::text;

    #[test]
    fn a_module_of_node_is_known_with_and_without_its_prefix() {
        assert_eq!(builtin_module(&text("fs/promises")), Some(&*text("fs/promises")));
        assert_eq!(builtin_module(&text("node:fs")), Some(&*text("fs")));
        assert_eq!(builtin_module(&text("node:later")), Some(&*text("later")));
    }

    #[test]
    fn this_package_counts_by_its_name() {
        assert_eq!(builtin_module(&text("autocached")), Some(&*text("autocached")));
        assert_eq!(builtin_module(&text("autocached/core")), Some(&*text("autocached/core")));
    }

    #[test]
    fn any_other_module_is_none() {
        for source in ["", "autocached-more", "fs/", "./fs", "node", "lmdb", "dns/promises "] {
            assert_eq!(builtin_module(&text(source)), None, "{source}");
        }
    }
}
