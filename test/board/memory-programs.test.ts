// The truth of the estimate: twelve programs, six of them not used to fit it, at three points of their life
// on the simulated board and on the interpreter with the ESP32's formats (ESPRUINO32). RECORD=1 prints them.
import assert from "node:assert/strict";
import { MEMORY_ERROR_PERCENT } from "../../bench/board/index.ts";
import { type Figures, POINTS, PROGRAMS, ProgramRig, type SizeProgram } from "./memory-programs.ts";

describe("the estimate of JsVars", function () {
  this.timeout(120000);
  const figures = new Map<SizeProgram, { real: Figures; estimated: Figures }>();
  const before32 = process.env.ESPR_VARS;

  before(async function () {
    const interpreter = process.env.ESPRUINO32;
    if (!interpreter) return this.skip();
    // Enough for every program: what is asked is what it needs, not whether it runs.
    process.env.ESPR_VARS = "6000";
    const rig = await ProgramRig.start();
    try {
      const built = new Map(
        await Promise.all(PROGRAMS.map(async (program) => [program, await rig.build(program)] as const)),
      );
      const measure = async (program: SizeProgram): Promise<void> => {
        const real = await rig.run(program, built.get(program)!, interpreter);
        figures.set(program, { real, estimated: await rig.run(program, built.get(program)!) });
      };
      const inLines = async (): Promise<void> => {
        for (const program of PROGRAMS) if (program.message === "line") await measure(program);
      };
      await Promise.all([inLines(), ...PROGRAMS.filter(({ message }) => message !== "line").map(measure)]);
    } finally {
      rig.close();
      process.env.ESPR_VARS = before32;
      if (before32 === undefined) delete process.env.ESPR_VARS;
    }
  });

  for (const program of PROGRAMS) {
    const heldOut = program.fits ? "" : ", which was held out";
    it(`is within the error that is told, for ${program.name}${heldOut}`, () => {
      const { real, estimated } = figures.get(program)!;
      for (const point of POINTS) {
        const percent = (estimated[point] / real[point] - 1) * 100;
        const figures = `${estimated[point]} estimated, ${real[point]} needed`;
        const told = `${point}: ${figures}, ${percent.toFixed(1)} %`;
        if (process.env.RECORD) console.log(`      ${told}`);
        assert.ok(Math.abs(percent) <= MEMORY_ERROR_PERCENT, told);
      }
    });
  }
});
