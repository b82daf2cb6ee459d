import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** One text that people read, and where it stands. */
export interface Text {
  file: string;
  line: number;
  text: string;
}

/** String literals and the fixed parts of templates of a source file, but for names of modules, types and object keys. */
export function textsOf(file: string): Text[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const texts: Text[] = [];
  const add = (node: ts.Node, text: string) =>
    texts.push({ file, line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1, text });
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return;
    if (ts.isTemplateExpression(node)) add(node, templateText(node));
    else if (ts.isStringLiteralLike(node) && !isName(node)) add(node, node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return texts;
}

/** The text of a template, with a placeholder where a value comes in. */
function templateText(node: ts.TemplateExpression): string {
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…');
}

/** Keys, and values that code compares with. */
function isName(node: ts.StringLiteralLike): boolean {
  const { parent } = node;
  return (
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    ts.isElementAccessExpression(parent) ||
    ts.isCaseClause(parent) ||
    (ts.isBinaryExpression(parent) && /^[!=]==?$/.test(parent.operatorToken.getText()))
  );
}
