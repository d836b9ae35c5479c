import ts from 'typescript';

export interface VisibleText {
  readonly line: number;
  readonly text: string;
}

/** What an attribute shows or lets be read aloud; those of our own components among them. */
const shown =
  /^(title|alt|label|placeholder|summary|help|text|hint|aria-(label|description|placeholder|roledescription|valuetext))$/;

/**
 * The texts that a source file shows to people without asking the catalogue: what stands between tags, and string literals
 * that an attribute like `title`, or an expression between tags, comes to. What is only an argument or compared is none.
 */
export function visibleTexts(fileName: string, source: string): readonly VisibleText[] {
  const file = ts.createSourceFile(fileName, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: VisibleText[] = [];
  const note = (node: ts.Node, text: string) => {
    if (!/\p{L}/u.test(text)) return;
    found.push({ line: file.getLineAndCharacterOfPosition(node.getStart()).line + 1, text: text.trim() });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node)) note(node, node.text);
    else if (ts.isJsxAttribute(node) && shown.test(node.name.getText())) noteLiterals(node.initializer, note);
    else if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)) noteLiterals(node, note);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** The literals that the value of an expression may be made of. */
function noteLiterals(node: ts.Node | undefined, note: (node: ts.Node, text: string) => void): void {
  if (!node) return;
  const into = (...parts: (ts.Node | undefined)[]) => parts.forEach((part) => noteLiterals(part, note));
  if (ts.isStringLiteralLike(node)) note(node, node.text);
  else if (ts.isTemplateExpression(node)) {
    note(node.head, node.head.text);
    for (const span of node.templateSpans) {
      note(span.literal, span.literal.text);
      into(span.expression);
    }
  } else if (ts.isJsxExpression(node) || ts.isParenthesizedExpression(node) || ts.isAsExpression(node))
    into(node.expression);
  else if (ts.isConditionalExpression(node)) into(node.whenTrue, node.whenFalse);
  else if (ts.isArrayLiteralExpression(node)) into(...node.elements);
  else if (ts.isBinaryExpression(node) && joins(node.operatorToken.kind)) {
    into(node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken ? undefined : node.left, node.right);
  }
}

function joins(kind: ts.SyntaxKind): boolean {
  return [
    ts.SyntaxKind.PlusToken,
    ts.SyntaxKind.AmpersandAmpersandToken,
    ts.SyntaxKind.BarBarToken,
    ts.SyntaxKind.QuestionQuestionToken,
  ].includes(kind);
}
