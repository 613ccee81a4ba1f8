// From modern JavaScript to the JavaScript that Espruino runs, pass by pass on one syntax tree. Official
// Babel plugins do destructuring, parameters, object spread, computed keys and async; the passes of lower/
// do what no plugin does, or what one does at too many bytes. What runs right on the board stays as it is.
// @babel/core stays on 7 because Babel 8 does not run on Node 20.

import { join, resolve } from "node:path";
import {
  parseSync,
  transformFromAstSync,
  traverse,
  types as t,
  type PluginItem,
  type TransformOptions,
  type Visitor,
} from "@babel/core";
import computedProperties from "@babel/plugin-transform-computed-properties";
import destructuring from "@babel/plugin-transform-destructuring";
import objectRestSpread from "@babel/plugin-transform-object-rest-spread";
import parameters from "@babel/plugin-transform-parameters";
import regenerator from "@babel/plugin-transform-regenerator";
import { REQUIRE_NAME, type Bundle } from "./bundle.ts";
import { lowerAccessorChanges, setterNames } from "./lower/accessors.ts";
import { aliasNames } from "./lower/aliases.ts";
import { lowerArgumentLists } from "./lower/argument-lists.ts";
import { lowerRest, lowerSpread } from "./lower/arguments.ts";
import { lowerArrows } from "./lower/arrows.ts";
import {
  lowerAsyncLoops,
  lowerAsyncOperands,
  lowerAsyncScopes,
  trimAsync,
  useOwnHelpers,
} from "./lower/async.ts";
import { lowerBuiltins } from "./lower/builtins.ts";
import { lowerMembers, noteStatics, splitClassVariables, splitSuperCalls } from "./lower/class-members.ts";
import { lowerInheritance } from "./lower/class-super.ts";
import { inlineConstants } from "./lower/constants.ts";
import { Lowering } from "./lower/context.ts";
import { HELPERS } from "./lower/helpers.ts";
import { hoist } from "./lower/hoist.ts";
import { inlineCalls } from "./lower/inline.ts";
import { lowerLabels } from "./lower/labels.ts";
import { mergeLocals } from "./lower/locals.ts";
import { lowerLoops } from "./lower/loops.ts";
import { lowerNestedClasses } from "./lower/nested-classes.ts";
import { nest } from "./lower/nest.ts";
import { appendedProperties, lowerOperandOrder } from "./lower/operands.ts";
import { lowerPrivateNames } from "./lower/private-names.ts";
import { refuseTwice, shortenFunctions } from "./lower/short-functions.ts";
import { lowerSwitches } from "./lower/switches.ts";
import { lowerTemplates, lowerText } from "./lower/text.ts";
import { lowerWalks } from "./lower/walks.ts";
import { TAKEN } from "./minify.ts";
import { FIRMWARE_DIR, LIB_DIR } from "./paths.ts";
import { throwProblems } from "./problem.ts";
import { shortenProperties } from "./properties.ts";
import { definedMembers, refuseBuiltins } from "./refuse/builtins.ts";
import { refuseLanguage } from "./refuse/language.ts";

// What may be assumed here and makes the output of the plugins short: arrays are iterated by number, no
// object has symbols or a hidden document.all, setters are not defined by computed keys, nobody counts
// parameters.
const ASSUMPTIONS = {
  arrayLikeIsIterable: true,
  iterableIsArray: true,
  ignoreFunctionLength: true,
  noDocumentAll: true,
  objectRestNoSymbols: true,
  pureGetters: true,
  setComputedProperties: true,
  setSpreadProperties: true,
};

type InputSourceMap = TransformOptions["inputSourceMap"];

const BABEL = { configFile: false, babelrc: false, compact: false, cloneInputAst: false } as const;

/** Code that the board can run, the way back to the sources, and letters for properties by their names. */
export interface Lowered {
  code: string;
  map: string;
  properties: Record<string, string>;
}

/** Lowered code with a source map to the sources; throws a BuildFailure with every fault found. With `compact` functions
 *  are moved and rewritten to cost less, which shows in what they print. */
export function lower(bundle: Bundle, compact = false): Lowered {
  const context = new Lowering(bundle.positions);
  const ast = parse(bundle.code);
  run(ast, refuseLanguage(context), refuseBuiltins(context, definedMembers(ast)));
  if (compact) run(ast, refuseTwice(context));
  throwProblems(context.problems);
  run(ast, inlineConstants(), renameGlobals());
  const setters = setterNames(ast);
  if (setters.size > 0) run(ast, lowerAccessorChanges(setters));

  const has = constructs(ast);
  if (has.has("Class")) {
    run(ast, splitClassVariables(), splitSuperCalls(), noteStatics());
    if (has.has("PrivateName")) run(ast, lowerPrivateNames());
    if (has.has("Super")) run(ast, lowerInheritance(context));
    run(ast, lowerMembers(context));
    run(ast, lowerNestedClasses());
  }
  run(ast, lowerArrows(context));
  run(ast, lowerArgumentLists(context));
  run(ast, lowerWalks());
  run(ast, lowerRest(), lowerTemplates(), lowerBuiltins(context), lowerSpread(context));
  run(ast, lowerOperandOrder(appendedProperties(ast)));
  if (has.has("Pattern")) runPlugins(ast, bundle.code, PATTERN_PLUGINS);
  if (has.has("Async")) run(ast, lowerAsyncLoops(), lowerAsyncOperands());
  run(ast, lowerLoops(context), lowerSwitches());
  if (has.has("LabeledStatement")) run(ast, lowerLabels(context));
  if (has.has("Async")) {
    run(ast, lowerAsyncScopes(context));
    runPlugins(ast, bundle.code, [useOwnHelpers, [regenerator]]);
    run(ast, trimAsync(context));
  }
  throwProblems(context.problems);

  addHelpers(ast, context);
  if (compact) run(ast, nest());
  run(ast, hoist());
  const itsOwn = (node: t.Node): boolean => isOurs(bundle, node);
  if (compact) {
    run(ast, shortenFunctions());
    run(ast, inlineCalls());
    run(ast, aliasNames(itsOwn));
    run(ast, mergeLocals());
  }
  finish(ast);
  return { ...print(ast, bundle), properties: compact ? shortenProperties(ast, itsOwn) : {} };
}

function isOurs({ positions }: Bundle, { loc }: t.Node): boolean {
  if (!loc) return false;
  const file = resolve(positions.find(loc.start.line, loc.start.column).file);
  return [LIB_DIR, FIRMWARE_DIR].some((folder) => file.startsWith(join(folder, "/")));
}

// The minifier takes a program with variables of the first two names for a CommonJS module, and leaves the
// others to the interpreter only where the program has none of that name.
function renameGlobals(): Visitor {
  return {
    Program({ scope }) {
      for (const name of ["module", "exports", ...TAKEN]) if (scope.hasOwnBinding(name)) scope.rename(name);
    },
  };
}

const PATTERN_PLUGINS: PluginItem[] = [
  [computedProperties],
  [objectRestSpread, { useBuiltIns: true }],
  [destructuring],
  [parameters],
];

// What a program contains of the things that only some programs contain: each pass over the tree costs time.
function constructs(ast: t.File): Set<string> {
  const found = new Set<string>();
  t.traverseFast(ast, (node) => {
    if (t.isClass(node)) found.add("Class");
    if (t.isClass(node) && node.superClass) found.add("Super");
    if (t.isFunction(node) && node.async) found.add("Async");
    if (t.isPattern(node) || t.isSpreadElement(node) || (t.isObjectMember(node) && node.computed))
      found.add("Pattern");
    if (t.isPrivateName(node) || t.isSuper(node) || t.isLabeledStatement(node)) found.add(node.type);
  });
  return found;
}

function finish(ast: t.File): void {
  lowerText(ast);
  t.traverseFast(ast, (node) => {
    if (t.isIdentifier(node, { name: REQUIRE_NAME })) node.name = "require";
    // A mark of Babel's own, by which printing would move variables above the functions again.
    delete (node as { _blockHoist?: number })._blockHoist;
  });
}

function parse(code: string): t.File {
  const options = { ...BABEL, sourceType: "module" as const, parserOpts: { plugins: PARSER_PLUGINS } };
  return parseSync(code, options) as t.File;
}

const PARSER_PLUGINS = ["decorators" as const, "explicitResourceManagement" as const];

function run(ast: t.File, ...visitors: Visitor[]): void {
  // Scopes are cached by node; the pass before has changed them.
  traverse.cache.clear();
  traverse(ast, visitors.length === 1 ? visitors[0] : traverse.visitors.merge(visitors));
}

function runPlugins(ast: t.File, code: string, plugins: PluginItem[]): void {
  traverse.cache.clear();
  transformFromAstSync(ast, code, { ...BABEL, plugins, assumptions: ASSUMPTIONS, code: false, ast: true });
}

function addHelpers(ast: t.File, context: Lowering): void {
  const names = (Object.keys(HELPERS) as Array<keyof typeof HELPERS>).filter((name) =>
    context.helpers.has(name),
  );
  const statements = names.flatMap((name) => parse(HELPERS[name].code).program.body);
  for (const statement of statements) t.traverseFast(statement, (node) => void (node.loc = undefined));
  ast.program.body.unshift(...statements);
}

function print(ast: t.File, bundle: Bundle): { code: string; map: string } {
  const result = transformFromAstSync(ast, bundle.code, {
    ...BABEL,
    sourceMaps: true,
    inputSourceMap: JSON.parse(bundle.map) as InputSourceMap,
    sourceFileName: "bundle.js",
    retainLines: false,
    comments: true,
    shouldPrintComment: (comment) => /@__KEY__|@__PURE__|#__PURE__/.test(comment),
  });
  return { code: result!.code!, map: JSON.stringify(result!.map) };
}
