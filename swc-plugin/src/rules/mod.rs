//! What code means the same, rule by rule. Spec: docs/rules.md. Twin: babel-plugin/src/rules/

pub mod control_flow;
pub mod declarations;
pub mod enums;
pub mod literals;
pub mod members;
pub mod simplify;
