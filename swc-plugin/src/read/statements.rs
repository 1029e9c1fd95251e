//! Statements. Erased here (E1 … E6): comments and white space, empty statements, blocks that declare nothing, everything of
//! TypeScript that emits no code; a body is always a list; one declaration for each declarator.
//! Twin: babel-plugin/src/read/statements.ts

use swc_core::{common::Spanned, ecma::ast::*};

use super::{
    classes::read_class,
    expressions::read_expression,
    functions::{has_body, read_function},
    patterns::read_pattern,
    reading::{deeper, is_generated, refuse, refuse_unknown, string_of, word, Reading},
    typescript::{emits_code, read_enum, read_lowered_import_equals, read_namespace},
};
use crate::{
    inject::is_directive,
    scope::declares_lexically,
    swc_core,
    tree::{is, text, Node, Text},
};

/// Where a list of statements stands: directly in a function (or file), or in a block.
#[derive(Clone, Copy, PartialEq)]
pub enum Place {
    Function,
    Block,
}

pub fn read_statement_list<'s>(
    reading: &mut Reading,
    nodes: impl IntoIterator<Item = &'s Stmt>,
    place: Place,
) -> Vec<Node> {
    let mut statements = Vec::new();
    for node in nodes {
        let span = node.span();
        if reading.is_lowered(span) && !is_refused_itself(node) {
            statements.push(reading.refuse_lowered(span));
        }
        let read = deeper(reading, span, |reading| {
            reading.at(span, |reading| {
                reading.afresh(|reading| read_statement(reading, node, place, &mut statements));
            });
        });
        statements.extend(read.err());
    }
    statements
}

/// R6: what declares is refused in what it declares, which can be a definition of its own.
fn is_refused_itself(node: &Stmt) -> bool {
    match node {
        Stmt::Decl(_) | Stmt::Empty(_) => true,
        #[cfg(swc_ast_unknown)]
        Stmt::Unknown(..) => true,
        _ => false,
    }
}

/// The directives of a function or file, and the statements after them.
pub fn directives(statements: &[Stmt]) -> (Vec<&Stmt>, &[Stmt]) {
    let count = statements.iter().take_while(|statement| is_directive(statement)).count();
    let (head, rest) = statements.split_at(count);
    (head.iter().collect(), rest)
}

/// E7: `use strict` is not a statement but a property of the function, which has it as `sloppy`.
pub fn read_directives(reading: &Reading, directives: Vec<&Stmt>) -> Vec<Node> {
    directives
        .into_iter()
        .map(|directive| directive_text(reading, directive))
        .filter(|value| !is(value, "use strict"))
        .map(|value| Node::Directive { value })
        .collect()
}

pub fn is_use_strict(reading: &Reading, directive: &Stmt) -> bool {
    is(&directive_text(reading, directive), "use strict")
}

/// As it is written, without the quotes: an escape in a directive is not read.
fn directive_text(reading: &Reading, directive: &Stmt) -> Text {
    let Some(Expr::Lit(Lit::Str(string))) = directive.as_expr().map(|statement| &*statement.expr) else {
        return Text::default();
    };
    let raw = string.raw.as_deref().or_else(|| reading.context.slice(string.span));
    match raw.and_then(|raw| raw.get(1..raw.len().checked_sub(1)?)) {
        Some(raw) => text(raw),
        None => string_of(&string.value),
    }
}

/// Adds what a statement is: none that is erased, and several that the compiler has in one.
fn read_statement(reading: &mut Reading, node: &Stmt, place: Place, statements: &mut Vec<Node>) {
    let statement = match node {
        Stmt::Empty(_) => return, // E3
        Stmt::Block(node) => return read_block(reading, node, statements),
        Stmt::Expr(node) => Node::Expression { expression: Box::new(read_expression(reading, &node.expr)) },
        Stmt::Return(node) => Node::Return { argument: read_optional(reading, node.arg.as_deref()) },
        Stmt::Throw(node) => Node::Throw { argument: Box::new(read_expression(reading, &node.arg)) },
        Stmt::If(node) => Node::If {
            test: Box::new(read_expression(reading, &node.test)),
            then: read_body(reading, &node.cons),
            r#else: node.alt.as_ref().map_or(vec![], |alternate| read_body(reading, alternate)),
        },
        Stmt::For(node) => read_for(reading, node),
        Stmt::ForIn(node) => {
            let left = Box::new(read_for_head(reading, &node.left));
            let right = Box::new(read_expression(reading, &node.right));
            Node::ForIn { left, right, body: read_body(reading, &node.body) }
        }
        Stmt::ForOf(node) => {
            let left = Box::new(read_for_head(reading, &node.left));
            let right = Box::new(read_expression(reading, &node.right));
            Node::ForOf { r#await: node.is_await, left, right, body: read_body(reading, &node.body) }
        }
        Stmt::While(node) => {
            Node::While { test: Box::new(read_expression(reading, &node.test)), body: read_body(reading, &node.body) }
        }
        Stmt::DoWhile(node) => {
            Node::DoWhile { test: Box::new(read_expression(reading, &node.test)), body: read_body(reading, &node.body) }
        }
        Stmt::Switch(node) => Node::Switch {
            discriminant: Box::new(read_expression(reading, &node.discriminant)),
            cases: node.cases.iter().map(|item| read_case(reading, item)).collect(),
        },
        Stmt::Try(node) => read_try(reading, node),
        Stmt::Labeled(node) => {
            Node::Labeled { label: word(&node.label.sym).to_string(), body: read_labeled(reading, &node.body) }
        }
        Stmt::Break(node) => Node::Break { label: label_of(&node.label) },
        Stmt::Continue(node) => Node::Continue { label: label_of(&node.label) },
        Stmt::Debugger(_) => Node::Debugger {},
        Stmt::With(node) => {
            Node::With { object: Box::new(read_expression(reading, &node.obj)), body: read_body(reading, &node.body) }
        }
        Stmt::Decl(Decl::TsModule(node)) if !emits_code(node) => return, // E5
        Stmt::Decl(node) => {
            // R2: in sloppy code, a function in a block is also a variable of the function around it (ECMA-262, annex
            // B.3.2).
            if let Decl::Fn(function) = node {
                if place == Place::Block && !reading.strict && has_body(&function.function) {
                    let message = "A function in a block has two bindings in sloppy code. Make the file strict.";
                    statements.push(refuse("R2", message, function.function.span));
                }
            }
            return statements.extend(read_declaration(reading, node));
        }
        #[cfg(swc_ast_unknown)]
        _ => refuse_unknown(reading, "Statement", reading.place),
    };
    statements.push(statement);
}

fn label_of(label: &Option<Ident>) -> Option<String> {
    label.as_ref().map(|label| label.sym.to_string())
}

/// Declarations, which may also stand after `export`. A function or class that is declared has one binding, that of the
/// declaration; the own name of an expression is a binding inside of it.
pub fn read_declaration(reading: &mut Reading, node: &Decl) -> Vec<Node> {
    match node {
        Decl::Var(node) => read_variables(reading, node),
        Decl::Using(node) => read_using(reading, node),
        // E5: an overload has no body.
        Decl::Fn(node) if node.declare || !has_body(&node.function) => vec![],
        Decl::Fn(node) => vec![read_function_declaration(reading, &node.ident, &node.function)],
        Decl::Class(node) if node.declare => vec![], // E5
        Decl::Class(node) => vec![read_class_declaration(reading, &node.ident, &node.class)],
        Decl::TsEnum(node) if node.declare => vec![], // E5
        Decl::TsEnum(node) => vec![read_enum(reading, node)],
        Decl::TsModule(node) => read_namespace(reading, node),
        // E5: what TypeScript erases.
        Decl::TsInterface(_) | Decl::TsTypeAlias(_) => vec![],
        #[cfg(swc_ast_unknown)]
        _ => vec![refuse_unknown(reading, "Declaration", node.span())],
    }
}

pub fn read_function_declaration(reading: &mut Reading, ident: &Ident, function: &Function) -> Node {
    Node::FunctionDeclaration {
        target: Box::new(name_of(ident)),
        function: Box::new(read_function(reading, function, None, function.span)),
        host: function.span,
    }
}

pub fn read_class_declaration(reading: &mut Reading, ident: &Ident, class: &Class) -> Node {
    Node::ClassDeclaration {
        target: Box::new(name_of(ident)),
        class: Box::new(read_class(reading, class, None)),
        host: class.span,
    }
}

/// E6: `const a = 1, b = 2` is two declarations.
fn read_variables(reading: &mut Reading, node: &VarDecl) -> Vec<Node> {
    if node.declare {
        return vec![]; // E5
    }
    if let Some(import) = read_lowered_import_equals(reading, node) {
        return vec![import];
    }
    let kind = match node.kind {
        VarDeclKind::Var => "var",
        VarDeclKind::Let => "let",
        VarDeclKind::Const => "const",
        #[cfg(swc_ast_unknown)]
        _ => return vec![refuse_unknown(reading, "VariableDeclaration", node.span)],
    };
    node.decls.iter().map(|declarator| read_declarator(reading, kind, declarator)).collect()
}

fn read_using(reading: &mut Reading, node: &UsingDecl) -> Vec<Node> {
    let kind = if node.is_await { "await using" } else { "using" };
    node.decls.iter().map(|declarator| read_declarator(reading, kind, declarator)).collect()
}

fn read_declarator(reading: &mut Reading, kind: &'static str, node: &VarDeclarator) -> Node {
    let at = node.name.span();
    reading.at(at, |reading| {
        let target = match &node.name {
            Pat::Ident(name) if kind == "var" && is_borrowing(node) => {
                reading.borrowed.push(name.to_id());
                borrowed_name()
            }
            Pat::Ident(name) => name_of(name), // not refused for itself: the value is
            pattern => read_pattern(reading, pattern),
        };
        let mut init = reading.afresh(|reading| read_optional(reading, node.init.as_deref()));
        if reading.is_lowered(node.span) {
            let mut expressions = vec![reading.refuse_lowered(node.span)];
            expressions.extend(init.map(|init| *init));
            init = Some(Box::new(Node::Sequence { expressions }));
        }
        Node::Variable { at, host: node.span, init, kind_: kind, target: Box::new(target) }
    })
}

/// Whether SWC's legacy decorators have made a variable for a class: it has no place in the source, but its name has.
fn is_borrowing(node: &VarDeclarator) -> bool {
    is_generated(node.span) && node.init.is_none() && !is_generated(node.name.span())
}

/// The statement that another one governs, as a list.
fn read_body(reading: &mut Reading, node: &Stmt) -> Vec<Node> {
    match node {
        Stmt::Block(node) => read_statement_list(reading, &node.stmts, Place::Block),
        node => read_statement_list(reading, [node], Place::Block),
    }
}

/// E4: a block that declares nothing is its statements.
fn read_block(reading: &mut Reading, node: &BlockStmt, statements: &mut Vec<Node>) {
    let body = read_statement_list(reading, &node.stmts, Place::Block);
    if body.iter().any(may_declare) {
        statements.push(Node::Block { body });
    } else {
        statements.extend(body);
    }
}

/// What could not be read may declare something.
fn may_declare(statement: &Node) -> bool {
    matches!(statement, Node::Refused { .. }) || declares_lexically(statement)
}

/// A label keeps its block, because `break` leaves it.
fn read_labeled(reading: &mut Reading, node: &Stmt) -> Vec<Node> {
    match node {
        Stmt::Block(node) => vec![Node::Block { body: read_statement_list(reading, &node.stmts, Place::Block) }],
        node => read_statement_list(reading, [node], Place::Block),
    }
}

fn read_for(reading: &mut Reading, node: &ForStmt) -> Node {
    let init = match &node.init {
        Some(VarDeclOrExpr::VarDecl(variables)) => read_variables(reading, variables),
        Some(VarDeclOrExpr::Expr(expression)) => {
            vec![Node::Expression { expression: Box::new(read_expression(reading, expression)) }]
        }
        None => vec![],
        #[cfg(swc_ast_unknown)]
        Some(_) => vec![refuse_unknown(reading, "ForStatement", node.span)],
    };
    Node::For {
        init,
        test: read_optional(reading, node.test.as_deref()),
        update: read_optional(reading, node.update.as_deref()),
        body: read_body(reading, &node.body),
    }
}

fn read_for_head(reading: &mut Reading, node: &ForHead) -> Node {
    let (declarations, span) = match node {
        ForHead::VarDecl(node) => (read_variables(reading, node), node.span),
        ForHead::UsingDecl(node) => (read_using(reading, node), node.span),
        ForHead::Pat(node) => return read_pattern(reading, node),
        #[cfg(swc_ast_unknown)]
        _ => return refuse_unknown(reading, "ForStatement", node.span()),
    };
    declarations.into_iter().next().unwrap_or_else(|| refuse_unknown(reading, "VariableDeclaration", span))
}

fn read_case(reading: &mut Reading, node: &SwitchCase) -> Node {
    Node::Case {
        test: read_optional(reading, node.test.as_deref()),
        body: read_statement_list(reading, &node.cons, Place::Block),
    }
}

fn read_try(reading: &mut Reading, node: &TryStmt) -> Node {
    Node::Try {
        block: read_statement_list(reading, &node.block.stmts, Place::Block),
        handler: node.handler.as_ref().map(|handler| Box::new(read_catch(reading, handler))),
        finalizer: node.finalizer.as_ref().map(|block| read_statement_list(reading, &block.stmts, Place::Block)),
    }
}

fn read_catch(reading: &mut Reading, node: &CatchClause) -> Node {
    Node::Catch {
        param: node.param.as_ref().map(|param| Box::new(read_pattern(reading, param))),
        body: read_statement_list(reading, &node.body.stmts, Place::Block),
    }
}

fn read_optional(reading: &mut Reading, node: Option<&Expr>) -> Option<Box<Node>> {
    node.map(|node| Box::new(read_expression(reading, node)))
}

pub fn name_of(node: &Ident) -> Node {
    Node::Name { binding: None, name: word(&node.sym) }
}

/// What no name of the source is.
pub fn borrowed_name() -> Node {
    Node::Name { binding: None, name: "(class)".into() }
}
