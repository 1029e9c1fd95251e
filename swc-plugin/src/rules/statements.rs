//! Refactorings of control flow that no call can tell apart (C3 … C14, D2 … D4), on one list of statements. A list is built from
//! its end to its start, so that what follows a statement is simple already.
//! Twin: babel-plugin/src/rules/statements.ts

use std::cmp::Reverse;

use swc_core::common::DUMMY_SP;

use super::{
    declarations::split_pattern,
    equality::{are_equal, is_equal, mentions},
    levels::{levels_of, MAX_LEVELS},
    literals::is_literal,
    simplify::{change_uses, is_never_assigned, simplify_node, uses_of, Change, Context},
    take, take_list,
    temporaries::replace_first,
    tests::{is_negative, logical, negate, test_of},
    values::{
        arithmetic, binding_of, conditional, is_assignable, is_nullish, is_variable, logical_assignment, takes_name,
        without_value,
    },
};
use crate::{
    scope::BindingKind,
    swc_core,
    targets::for_each_target,
    tree::{BindingId, Node},
};

/// A jump without value or label.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Jump {
    Return,
    Continue,
    Break,
}

pub fn simplify_list(statements: &mut Vec<Node>, context: &Context) {
    if context.dynamic {
        // N7: who sees names sees where they are declared.
        return statements.iter_mut().for_each(|statement| simplify_node(statement, context));
    }
    let mut list = List::new(context);
    list.body.reserve(statements.len());
    for mut statement in take_list(statements).into_iter().rev() {
        simplify_node(&mut statement, &list.context_of_next());
        list.prepend(statement);
    }
    *statements = list.statements();
}

struct List<'a> {
    context: &'a Context<'a>,
    /// D2: what has no place in the order of execution: functions, and variables without a value. Last one first.
    front: Vec<Node>,
    /// The last statement first.
    body: Vec<Node>,
    /// The jump that follows the list, whether it is written or happens anyway.
    tail: Option<Jump>,
    /// Whether it is written.
    writes_tail: bool,
    /// Whether the end of the list is never reached.
    leaves: bool,
    /// Whether a statement is among them that cannot be moved into a block.
    is_bound: bool,
}

impl<'a> List<'a> {
    fn new(context: &'a Context<'a>) -> List<'a> {
        List {
            context,
            front: Vec::new(),
            body: Vec::new(),
            tail: context.tail,
            writes_tail: false,
            leaves: false,
            is_bound: false,
        }
    }

    fn statements(mut self) -> Vec<Node> {
        if self.writes_tail && !self.leaves {
            self.body.insert(0, self.jump());
        }
        self.body.append(&mut self.front);
        self.body.reverse();
        self.body
    }

    /// How a statement that would stand before the others is to be simplified.
    fn context_of_next(&self) -> Context<'a> {
        self.context.with_tail(self.tail.filter(|_| self.body.is_empty()))
    }

    fn prepend(&mut self, statement: Node) {
        match statement {
            Node::FunctionDeclaration { .. } => self.front.push(statement),
            Node::Expression { expression } => self.prepend_expression(expression),
            Node::Variable { .. } => self.prepend_variable(statement),
            Node::If { r#else, test, then } => self.prepend_if(*test, then, r#else),
            Node::Return { .. } | Node::Throw { .. } => self.prepend_exit(statement),
            // E4: names are resolved already, so that a block is only its statements.
            Node::Block { body } if !disposes(&body) => self.prepend_all(body),
            _ => self.push(statement),
        }
    }

    fn prepend_all(&mut self, statements: Vec<Node>) {
        for statement in statements.into_iter().rev() {
            self.prepend(statement);
        }
    }

    /// C14: expressions whose value is not used.
    fn prepend_expression(&mut self, mut expression: Box<Node>) {
        match *expression {
            Node::Sequence { expressions } => self.prepend_expressions(expressions),
            Node::Unary { argument, operator: "void" | "!" } => self.prepend_expression(argument),
            Node::Conditional { r#else, test, then } => {
                let (then, otherwise) = (self.branch(then), self.branch(r#else));
                self.prepend_if(*test, then, otherwise);
            }
            Node::Binary { mut left, operator: operator @ ("&&" | "||"), right } => {
                test_of(&mut left);
                if operator == "||" {
                    negate(&mut left);
                }
                let then = self.branch(right);
                self.prepend_if(*left, then, Vec::new());
            }
            _ if is_literal(&expression) || self.is_parameter(&expression) => (),
            _ => {
                without_value(&mut expression);
                self.push(Node::Expression { expression });
            }
        }
    }

    fn prepend_expressions(&mut self, expressions: Vec<Node>) {
        for expression in expressions.into_iter().rev() {
            self.prepend_expression(Box::new(expression));
        }
    }

    /// Reading a parameter does nothing; but for an inner function, which could run before it has a value.
    fn is_parameter(&self, node: &Node) -> bool {
        binding_of(node).is_some_and(|binding| {
            let binding = &self.context.scopes.bindings[binding];
            binding.kind == BindingKind::Parameter && !binding.captured
        })
    }

    fn branch(&self, expression: Box<Node>) -> Vec<Node> {
        let context = self.context_of_next();
        let mut list = List::new(&context);
        list.prepend_expression(expression);
        list.statements()
    }

    fn prepend_exit(&mut self, mut statement: Node) {
        let returns = matches!(statement, Node::Return { .. });
        let argument = match &mut statement {
            Node::Return { argument: Some(argument) } | Node::Throw { argument } => &mut **argument,
            _ => return self.push(statement),
        };
        match argument {
            Node::Sequence { expressions } => {
                // C14
                let mut expressions = take_list(expressions);
                if let Some(last) = expressions.pop() {
                    *argument = last;
                }
                self.prepend_exit(statement);
                self.prepend_expressions(expressions);
            }
            Node::Undefined {} if returns && !self.context.awaits_return => self.push(Node::Return { argument: None }), // C7
            Node::Unary { argument, operator: "void" } if returns && !self.context.awaits_return => {
                let effect = take(argument);
                self.push(Node::Return { argument: None });
                self.prepend_expression(Box::new(effect));
            }
            Node::Conditional { r#else, test, then }
                if returns && (self.holds_statements(then) || self.holds_statements(r#else)) =>
            {
                // C4, the other way round: a branch becomes several statements.
                let (test, then, otherwise) = (take(test), take(then), take(r#else));
                self.prepend_exit(Node::Return { argument: Some(Box::new(otherwise)) });
                let context = self.context_of_next();
                let mut list = List::new(&context);
                list.prepend_exit(Node::Return { argument: Some(Box::new(then)) });
                let then = list.statements();
                self.prepend_if(test, then, Vec::new());
            }
            _ => self.push(statement),
        }
    }

    /// Whether a returned value is more than one statement (C7, C14).
    fn holds_statements(&self, node: &Node) -> bool {
        match node {
            Node::Conditional { r#else, then, .. } => self.holds_statements(then) || self.holds_statements(r#else),
            Node::Sequence { .. } => true,
            Node::Unary { operator: "void", .. } => !self.context.awaits_return,
            _ => false,
        }
    }

    fn prepend_variable(&mut self, mut node: Node) {
        if let Some(split) = split_pattern(&mut node, self.context) {
            return self.prepend_all(split);
        }
        let Node::Variable { init, kind_, .. } = &mut node else { return };
        match init.as_deref_mut() {
            Some(init @ Node::Sequence { .. }) if !last_takes_name(init) => {
                // C14
                let Node::Sequence { expressions } = init else { return };
                let mut expressions = take_list(expressions);
                if let Some(last) = expressions.pop() {
                    *init = last;
                }
                self.prepend_variable(node);
                self.prepend_expressions(expressions);
            }
            None if *kind_ == "var" => self.front.push(node),
            _ => {
                if !self.merge_assignment(&mut node) && !self.inline_temporary(&mut node) {
                    self.push(node);
                }
            }
        }
    }

    /// D4: `let x; x = f()` is `let x = f()`; C5: `let x = 1; if (a) x = 2` is `let x = a ? 2 : 1`.
    fn merge_assignment(&mut self, node: &mut Node) -> bool {
        let Node::Variable { init, kind_, target, .. } = node else { return false };
        let Some(binding) = binding_of(target) else { return false };
        let known = &self.context.scopes.bindings[binding];
        if *kind_ != "let" || known.captured || known.declarations.len() != 1 {
            return false;
        }
        let Some(value) = self.merged_value(init.as_deref_mut(), binding) else { return false };
        self.body.pop();
        change_uses(binding, Change { uses: -1, writes: -1 }, self.context);
        *init = Some(Box::new(value));
        if is_never_assigned(binding, self.context) {
            *kind_ = "const";
        }
        self.prepend_variable(take(node));
        true
    }

    fn merged_value(&mut self, init: Option<&mut Node>, binding: BindingId) -> Option<Node> {
        match self.body.last_mut()? {
            next @ Node::Expression { .. } if init.is_none() => {
                let value = assigned_to(binding, next)?;
                (!mentions(value, binding)).then(|| take(value))
            }
            Node::If { r#else, test, then } if then.len() == 1 && r#else.is_empty() => {
                if init.as_deref().is_some_and(|init| !is_literal(init)) {
                    return None;
                }
                let value = assigned_to(binding, &mut then[0])?;
                if takes_name(value) || mentions(value, binding) || mentions(test, binding) {
                    return None;
                }
                let otherwise = init.map_or(Node::Undefined {}, take);
                Some(conditional(take(test), take(value), otherwise, self.context))
            }
            _ => None,
        }
    }

    /// C12: a temporary that is used once, as the first thing that the next statement evaluates.
    fn inline_temporary(&mut self, node: &mut Node) -> bool {
        let Node::Variable { init: Some(init), kind_: "const" | "let" | "var", target, .. } = node else {
            return false;
        };
        let (Some(binding), Some(next)) = (binding_of(target), self.body.last_mut()) else { return false };
        let known = &self.context.scopes.bindings[binding];
        if takes_name(init) || known.declarations.len() != 1 {
            return false;
        }
        if uses_of(binding, self.context) != 1 || !replace_first(next, binding, init, self.context) {
            return false;
        }
        if let Some(replaced) = self.body.pop() {
            self.prepend(replaced);
        }
        true
    }

    fn prepend_if(&mut self, mut test: Node, then: Vec<Node>, otherwise: Vec<Node>) {
        if let Node::Sequence { expressions } = &mut test {
            // C14
            let mut expressions = take_list(expressions);
            if let Some(mut last) = expressions.pop() {
                test_of(&mut last);
                self.prepend_if(last, then, otherwise);
            }
            self.prepend_expressions(expressions);
        } else if then.is_empty() && otherwise.is_empty() {
            self.prepend_expression(Box::new(test));
        } else if then.is_empty() {
            negate(&mut test);
            self.prepend_if(test, otherwise, then);
        } else {
            self.merge_branches(test, then, otherwise);
        }
    }

    /// C5, C10, C13: an `if` that is another statement, or has another `if` in it with which it is one.
    fn merge_branches(&mut self, mut test: Node, mut then: Vec<Node>, mut otherwise: Vec<Node>) {
        let assignment = self
            .conditional_assignment(&mut test, &mut then, &mut otherwise)
            .or_else(|| self.default_assignment(&mut test, &mut then, &otherwise));
        if let Some(assignment) = assignment {
            return self.push(Node::Expression { expression: Box::new(assignment) });
        }
        if let [Node::If { r#else: other, test: second, then: same }] = &mut otherwise[..] {
            if are_equal(&then, same) {
                let test = logical("||", test, take(second));
                return self.prepend_if(test, then, take_list(other));
            }
            if are_equal(&then, other) {
                negate(second);
                let test = logical("||", test, take(second));
                return self.prepend_if(test, then, take_list(same));
            }
        }
        if let [Node::If { r#else: other, test: inner, then: same }] = &mut then[..] {
            if are_equal(&otherwise, other) {
                let test = logical("&&", test, take(inner));
                return self.prepend_if(test, take_list(same), otherwise);
            }
            if are_equal(&otherwise, same) {
                negate(inner);
                let test = logical("&&", test, take(inner));
                return self.prepend_if(test, take_list(other), otherwise);
            }
        }
        self.prepend_branches(test, then, otherwise);
    }

    /// C5: `if (a) x = b; else x = c` is `x = a ? b : c` for a variable `x`.
    fn conditional_assignment(&self, test: &mut Node, then: &mut [Node], otherwise: &mut [Node]) -> Option<Node> {
        let (Node::Assign { target, .. }, Node::Assign { target: other, .. }) =
            (any_assignment(then, self.context)?, any_assignment(otherwise, self.context)?)
        else {
            return None;
        };
        if !is_variable(target, self.context) || !is_equal(target, other) {
            return None;
        }
        let (binding, target) = (binding_of(target)?, target.clone());
        let (first, second) = (any_assignment(then, self.context)?, any_assignment(otherwise, self.context)?);
        if names_value(first) || names_value(second) {
            return None;
        }
        let ((first, reads), (second, more)) = (whole_value(first), whole_value(second));
        change_uses(binding, Change { uses: reads + more - 1, writes: -1 }, self.context);
        let value = conditional(take(test), first, second, self.context);
        Some(Node::Assign { at: DUMMY_SP, operator: "=", scope: None, target, value: Box::new(value) })
    }

    /// C10: `if (!x) x = y` is `x ||= y`.
    fn default_assignment(&self, test: &mut Node, then: &mut [Node], otherwise: &[Node]) -> Option<Node> {
        let assignment = only_assignment(then)?;
        let Node::Assign { target, .. } = &*assignment else { return None };
        if !otherwise.is_empty() {
            return None;
        }
        if is_nullish(test, target) {
            let target = (**target).clone();
            return logical_assignment("??", &target, assignment, self.context);
        }
        if !is_negative(test) {
            return logical_assignment("&&", test, assignment, self.context);
        }
        negate(test);
        let assigned = logical_assignment("||", test, assignment, self.context);
        if assigned.is_none() {
            negate(test);
        }
        assigned
    }

    /// C3: what stands in `else` after a branch that leaves is what follows.
    fn prepend_branches(&mut self, mut test: Node, mut then: Vec<Node>, otherwise: Vec<Node>) {
        if disposes(&then) || disposes(&otherwise) {
            self.push(Node::If { r#else: otherwise, test: Box::new(test), then });
        } else if leaves(&then) {
            self.prepend_all(otherwise);
            self.prepend_guard(test, then);
        } else if leaves(&otherwise) {
            self.prepend_all(then);
            negate(&mut test);
            self.prepend_guard(test, otherwise);
        } else if self.tail.is_some() && self.body.is_empty() {
            // C11: the tail ends both branches, so that one can leave by it.
            self.prepend_all(otherwise);
            then.push(self.jump());
            self.prepend_guard(test, then);
        } else if !otherwise.is_empty() && is_negative(&test) {
            negate(&mut test); // C6
            self.push(Node::If { r#else: then, test: Box::new(test), then: otherwise });
        } else {
            self.push(Node::If { r#else: otherwise, test: Box::new(test), then });
        }
    }

    /// `if (test) { … leaves }`, and then the rest of the list.
    fn prepend_guard(&mut self, test: Node, mut then: Vec<Node>) {
        if let Some(Node::If { r#else, test: second, then: same }) = self.body.last_mut() {
            if r#else.is_empty() && are_equal(&then, same) && are_flat(&test, second) {
                // C13: two ways to the same end.
                let test = logical("||", test, take(second));
                self.body.pop();
                return self.prepend_guard(test, then);
            }
        }
        if self.returns_conditionally(&test, &then) {
            let next = self.body.pop();
            let argument = conditional(test, value_of(then.pop()), value_of(next), self.context);
            self.push(Node::Return { argument: Some(Box::new(argument)) }); // C4
        } else if self.must_swap(&test, &then) {
            self.swap(test, then);
        } else if self.body.is_empty() && self.is_tail(&then) {
            self.prepend_expression(Box::new(test));
        } else {
            self.push(Node::If { r#else: Vec::new(), test: Box::new(test), then });
        }
    }

    /// C4: whether this is `if (a) return b; return c`, which is `return a ? b : c`.
    fn returns_conditionally(&self, test: &Node, then: &[Node]) -> bool {
        let ends = self.body.is_empty() && self.tail == Some(Jump::Return);
        let next = match self.body.last() {
            Some(Node::Return { argument }) => argument.as_deref(),
            None if ends => None,
            _ => return false,
        };
        let [Node::Return { argument: first }] = then else { return false };
        // If nothing is returned either way, the test stays for its effects.
        (first.is_some() || next.is_some())
            && (!self.context.awaits_return || first.is_some() && next.is_some())
            && first.as_deref().is_none_or(|value| are_flat(test, value))
            && next.is_none_or(|value| are_flat(test, value))
    }

    /// C11: of two ways that both leave, the shorter one stands in the `if`; of two that are as long, the one whose test is not
    /// negated.
    fn must_swap(&self, test: &Node, then: &[Node]) -> bool {
        if !(self.tail.is_some() || self.leaves) || self.is_bound {
            return false;
        }
        let (inside, outside) = (length_of(then), self.body.len());
        outside < inside || outside == inside && outside > 0 && is_negative(test)
    }

    fn swap(&mut self, mut test: Node, then: Vec<Node>) {
        let mut guard = take_list(&mut self.body);
        guard.reverse();
        if !self.leaves {
            guard.push(self.jump());
        }
        self.leaves = false;
        self.prepend_all(then);
        negate(&mut test);
        self.prepend_guard(test, guard);
    }

    /// Whether a branch does nothing but what happens anyway.
    fn is_tail(&self, statements: &[Node]) -> bool {
        match statements {
            [] => self.tail.is_some(),
            [only] => self.tail.is_some() && jump_of(only) == self.tail,
            _ => false,
        }
    }

    fn push(&mut self, statement: Node) {
        self.is_bound |= is_bound(&statement);
        if !leaves_by(&statement) {
            return self.body.push(statement);
        }
        // C8: of what is never reached, only what is hoisted is left.
        let mut hoisted = Vec::new();
        for statement in take_list(&mut self.body) {
            hoisted_of(statement, &mut hoisted);
        }
        let (variables, others) = hoisted.into_iter().partition(|node| matches!(node, Node::Variable { .. }));
        self.front.extend::<Vec<_>>(variables);
        self.body = others;
        let jump = jump_of(&statement);
        self.leaves = jump.is_none();
        self.tail = jump.or(self.context.tail);
        self.writes_tail = jump.is_some() && jump != self.context.tail;
        if jump.is_none() {
            self.body.push(statement);
        }
    }

    fn jump(&self) -> Node {
        match self.tail {
            Some(Jump::Break) => Node::Break { label: None },
            Some(Jump::Continue) => Node::Continue { label: None },
            _ => Node::Return { argument: None },
        }
    }
}

fn last_takes_name(sequence: &Node) -> bool {
    matches!(sequence, Node::Sequence { expressions } if expressions.last().is_some_and(takes_name))
}

/// What a `return` gives.
fn value_of(statement: Option<Node>) -> Node {
    match statement {
        Some(Node::Return { argument: Some(argument) }) => *argument,
        _ => Node::Undefined {},
    }
}

/// The only statement of a list, if it is `x = y`.
fn only_assignment(statements: &mut [Node]) -> Option<&mut Node> {
    let [Node::Expression { expression }] = statements else { return None };
    matches!(**expression, Node::Assign { operator: "=", .. }).then_some(&mut **expression)
}

/// The only statement of a list, if it is `x = y`, or `x += y` or `x ||= y` (C10) for which `x = …` can stand.
fn any_assignment<'n>(statements: &'n mut [Node], context: &Context) -> Option<&'n mut Node> {
    let [Node::Expression { expression }] = statements else { return None };
    let Node::Assign { operator, target, value, .. } = &**expression else { return None };
    let is_whole = match *operator {
        "&&=" | "||=" | "??=" => is_variable(target, context) && is_assignable(target, context) && !takes_name(value),
        _ => true,
    };
    is_whole.then_some(&mut **expression)
}

fn names_value(assignment: &Node) -> bool {
    matches!(assignment, Node::Assign { operator: "=", value, .. } if takes_name(value))
}

/// What an assignment assigns, and how often it reads the variable for that: `x + y` of `x += y`, `x || y` of `x ||= y`.
fn whole_value(assignment: &mut Node) -> (Node, isize) {
    let Node::Assign { operator, target, value, .. } = assignment else { return (Node::Null {}, 0) };
    let right = take(value);
    match *operator {
        "&&=" => (logical("&&", take(target), right), 1),
        "||=" => (logical("||", take(target), right), 1),
        "??=" => (logical("??", take(target), right), 1),
        operator => match arithmetic(operator) {
            Some(operator) => (Node::Binary { left: Box::new(take(target)), operator, right: Box::new(right) }, 1),
            None => (right, 0),
        },
    }
}

/// The value that a statement assigns to a variable, if it does nothing else.
fn assigned_to(binding: BindingId, statement: &mut Node) -> Option<&mut Node> {
    let Node::Expression { expression } = statement else { return None };
    let Node::Assign { operator: "=", target, value, .. } = &mut **expression else { return None };
    (binding_of(target) == Some(binding)).then_some(&mut **value)
}

/// Whether what two become together is not nested too deep.
fn are_flat(first: &Node, second: &Node) -> bool {
    levels_of(first) + levels_of(second) < MAX_LEVELS
}

/// How many statements do something, a jump at the end aside.
fn length_of(statements: &[Node]) -> usize {
    let others = statements.iter().filter(|node| !matches!(node, Node::FunctionDeclaration { .. })).count();
    others - usize::from(statements.last().is_some_and(|last| jump_of(last).is_some()))
}

/// A jump that says neither what nor where to.
fn jump_of(statement: &Node) -> Option<Jump> {
    match statement {
        Node::Return { argument: None } => Some(Jump::Return),
        Node::Break { label: None } => Some(Jump::Break),
        Node::Continue { label: None } => Some(Jump::Continue),
        _ => None,
    }
}

fn leaves(statements: &[Node]) -> bool {
    statements.iter().any(leaves_by)
}

/// Whether what follows a statement is never reached.
fn leaves_by(statement: &Node) -> bool {
    match statement {
        Node::Return { .. } | Node::Throw { .. } | Node::Break { .. } | Node::Continue { .. } => true,
        Node::Block { body } => leaves(body),
        Node::If { r#else, then, .. } => leaves(then) && leaves(r#else),
        _ => false,
    }
}

/// What is declared by `using` is disposed of at the end of its block, so the block cannot go.
fn disposes(statements: &[Node]) -> bool {
    statements.iter().any(|node| matches!(node, Node::Variable { kind_: "using" | "await using", .. }))
}

/// What cannot be moved into a block.
fn is_bound(statement: &Node) -> bool {
    matches!(
        statement,
        Node::Enum { .. }
            | Node::Namespace { .. }
            | Node::ImportEquals { .. }
            | Node::Variable { kind_: "using" | "await using", .. }
    )
}

/// What is left of a statement that is never reached: what is hoisted out of it, the last of it in the source first.
fn hoisted_of(statement: Node, left: &mut Vec<Node>) {
    match statement {
        Node::Enum { .. } | Node::Namespace { .. } | Node::ImportEquals { .. } => left.push(statement),
        _ => {
            let mut names = Vec::new();
            hoisted_names(&statement, &mut names);
            names.sort_by_key(|node| match node {
                Node::Variable { at, .. } | Node::Refused { at, .. } => Reverse(at.lo),
                _ => Reverse(DUMMY_SP.lo),
            });
            left.append(&mut names);
        }
    }
}

fn hoisted_names(node: &Node, left: &mut Vec<Node>) {
    if matches!(node, Node::Function { .. } | Node::Class { .. }) {
        return;
    }
    if let Node::Refused { .. } = node {
        left.push(node.clone());
    }
    if let Node::Variable { at, kind_: "var", target, .. } = node {
        for_each_target(target, &mut |name| {
            let target = Box::new(name.clone());
            left.push(Node::Variable { at: *at, host: DUMMY_SP, init: None, kind_: "var", target });
        });
    }
    node.for_each_child(&mut |child| hoisted_names(child, left));
}
