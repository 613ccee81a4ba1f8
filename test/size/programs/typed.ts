// Held out: buffers, rings of samples and a frame that is taken apart by a DataView.
import { connect, point } from "./points.ts";

const samples = new Float32Array(240);
const bins = new Uint16Array(64);
const frame = new Uint8Array(300);
const lookup = new Uint8Array([0, 1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 66, 78, 91, 105, 120]);
const view = new DataView(frame.buffer as ArrayBuffer);
let at = 0;
let bytes: Uint8Array | undefined;

function take(value: number): void {
  samples[at] = value;
  at = (at + 1) % samples.length;
  bins[Math.floor(value) & 63]!++;
  view.setUint16(2, at);
}

for (let i = 0; i < 300; i++) take((i * 37) % 64);

connect((line) => {
  bytes = E.toUint8Array(line);
  point("flight");
});
setInterval(() => take(lookup[at & 15]!), 100);
point("loaded");
print(bytes ? bytes.length : 0);
