use swc_core::ecma::ast::Program;
use swc_core::plugin::{metadata::TransformPluginProgramMetadata, plugin_transform};

#[plugin_transform]
pub fn identity(program: Program, _metadata: TransformPluginProgramMetadata) -> Program {
    program
}
