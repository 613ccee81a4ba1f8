// Fitting: long arrays of whole numbers, fractions, texts and rows.
import { connect, point } from "./points.ts";

const whole: number[] = [];
const fractions: number[] = [];
const names: string[] = [];
const rows: number[][] = [];
let received: string[] = [];

for (let i = 0; i < 200; i++) whole.push(i * 7);
for (let i = 0; i < 120; i++) fractions.push(i + 0.25);
for (let i = 0; i < 60; i++) names.push("sensor number " + i);
for (let y = 0; y < 8; y++) {
  const row: number[] = [];
  for (let x = 0; x < 8; x++) row.push(x * y);
  rows.push(row);
}
const large = whole.filter((each) => each > 700).map((each) => each * 1000);

connect((line) => {
  received = line.split(",");
  point("flight");
});
setInterval(() => {
  whole.push(whole.shift()!);
  rows.reverse();
}, 1000);
point("loaded");
print(large.length + fractions.length + names.length + received.length);
