// The scopes of a running program: those of the calls that have not returned, and those that functions still
// hold. Marked scripts (memory-marks.ts) report here; nothing is kept alive that the interpreter would free.

import type { Machine } from "./machine.ts";
import { MARK, type Unit } from "./memory-marks.ts";

const FUNCTION_MARK = /\$\$in\((\d+)/;
const CLASS_MARK = /\/\*\$\$(\d+)\*\//;
const isClassText = (text: string): boolean => /^class\b/.test(text);

/** One scope: a call of a function, or a turn of a block. */
export interface Frame {
  id: number;
  /** The scope around it; 0 at the top. */
  parent: Frame | 0;
  /** Gives the value of the n-th variable of its unit. */
  read: ((at: number) => unknown) | undefined;
  depth: number;
}

/** What a function was made with. */
export interface Link {
  scope: Frame;
  /** `this` of an arrow function that keeps it. */
  readThis: (() => unknown) | undefined;
}

/** All scopes of one boot. */
export class Frames {
  private readonly links = new WeakMap<object, Link>();
  private readonly units = new Map<number, Unit>();
  private readonly isRam = new Set<number>();
  private readonly stack: {
    frames: Frame[];
    ran: Record<number, true>;
    reset(): void;
    watch(onDeeper: (() => void) | undefined): void;
  };
  /** The readers of `let`, `const` and classes at the top of scripts. */
  private readonly tops = new Map<number, (at: number) => unknown>();

  /** Installs what marked scripts call. */
  constructor({ realm }: Machine) {
    // Made inside the realm, so that V8 can inline it; without methods, which scripts may have replaced.
    const made = realm.evalGlobal(`(function(){var stack=[],ran={},size=0,deepest=Infinity,tell;
      return{frames:stack,ran:ran,
      reset:function(){stack.length=size=0},
      watch:function(onDeeper){tell=onDeeper;deepest=tell?0:Infinity},
      enter:function(id,parent,read){ran[id]=true;
        var frame=stack[size]={id:id,parent:parent,read:read,depth:size++};
        if(size>deepest){deepest=size;tell()}
        return frame},
      block:function(id,parent,read){
        if(parent)size=parent.depth+1;else if(size&&stack[size-1].id===id)size--;
        return stack[size]={id:id,parent:parent,read:read,depth:size++}},
      leave:function(frame,value){stack.length=size=frame.depth;return value}}})()`) as Frames["stack"] &
      Record<"enter" | "block" | "leave", unknown>;
    this.stack = made;
    const helpers: Record<string, unknown> = {
      [MARK.enter]: made.enter,
      [MARK.block]: made.block,
      [MARK.leave]: made.leave,
      [MARK.link]: realm.native("link", (scope: Frame | 0, made: object, readThis) =>
        this.link(scope, made, readThis as Link["readThis"]),
      ),
      [MARK.top]: realm.native("top", (id: number, read) => {
        this.tops.set(id, read as (at: number) => unknown);
      }),
    };
    for (const [name, value] of Object.entries(helpers)) {
      Object.defineProperty(realm.global, name, { value });
    }
  }

  /** Takes note of a script's units; `inRam` when its code does not come from flash. */
  add(units: readonly Unit[], inRam: boolean): void {
    for (const unit of units) {
      this.units.set(unit.id, unit);
      if (inRam) this.isRam.add(unit.id);
      if (unit.kind === "script") this.stack.ran[unit.id] = true;
    }
  }

  unit(id: number): Unit | undefined {
    return this.units.get(id);
  }

  /** The unit of a function or class; undefined for one of the board, and for code that was never marked. */
  unitOf(made: object): Unit | undefined {
    const text = Function.prototype.toString.call(made);
    return this.units.get(Number((isClassText(text) ? CLASS_MARK : FUNCTION_MARK).exec(text)?.[1]));
  }

  isInRam(unit: Unit): boolean {
    return this.isRam.has(unit.id);
  }

  /** Units of code that has run, at least once. */
  *ran(): Iterable<Unit> {
    for (const id of Object.keys(this.stack.ran)) {
      const unit = this.units.get(Number(id));
      if (unit) yield unit;
    }
  }

  /** The scopes of the calls that have not returned, outer ones first. */
  get active(): readonly Frame[] {
    return this.stack.frames;
  }

  /** Readers of what scripts declare at the top without making it a property of the global object. */
  get scripts(): Iterable<[number, (at: number) => unknown]> {
    return this.tops;
  }

  /** What a function was made with; undefined for one that was made at the top. */
  linkOf(made: object): Link | undefined {
    return this.links.get(made);
  }

  /** Called at every call that lies deeper than all before it, from now on. */
  set onDeeper(onDeeper: (() => void) | undefined) {
    this.stack.watch(onDeeper);
  }

  /** Nothing is running: what an error has left of calls is forgotten. */
  reset(): void {
    this.stack.reset();
  }

  private link(scope: Frame | 0, made: object, readThis: Link["readThis"]): object {
    if (scope === 0) return made;
    const link = { scope, readThis };
    const tie = (owner: object): void => {
      for (const { value, get, set } of Object.values(Object.getOwnPropertyDescriptors(owner))) {
        for (const each of [value, get, set]) {
          if (typeof each !== "function" || this.links.has(each as object)) continue;
          this.links.set(each as object, link);
        }
      }
    };
    if (typeof made !== "function") tie(made);
    else {
      this.links.set(made, link);
      if (isClassText(Function.prototype.toString.call(made))) {
        tie(made);
        tie((made as { prototype: object }).prototype);
      }
    }
    return made;
  }
}
