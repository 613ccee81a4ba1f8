// Twenty-four hours of device time on a bad network, of several seeds. LINKINO_SEEDS=7 or LINKINO_SEEDS=1-200 runs others.
import { buildAll } from "../firmware/images.ts";
import { cleanUp } from "../firmware/rig.ts";
import { Day } from "./day.ts";

const given = (process.env.LINKINO_SEEDS ?? "1-5").split("-").map(Number);
const [first, last] = [given[0]!, given.at(-1)!];

describe("a day on a bad network", function () {
  this.timeout(180000);
  before(buildAll);
  afterEach(cleanUp);

  for (let seed = first; seed <= last; seed++) {
    it(`(${seed}) is got over: always back in time, nothing lost, nothing done twice, nothing left behind`, async () => {
      try {
        const outcome = await Day.live(seed);
        if (process.env.LINKINO_SEEDS) console.log(JSON.stringify({ seed, ...outcome }));
      } catch (error) {
        throw new Error(`to see it again: LINKINO_SEEDS=${seed} npx mocha test/network/day.test.ts`, { cause: error });
      }
    });
  }
});
