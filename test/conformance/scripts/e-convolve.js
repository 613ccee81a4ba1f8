// 300 ms
const tell = (f) => {
  try {
    print(f());
  } catch (e) {
    print("! " + (e.message || e));
  }
};
const a = new Int32Array([1, 10, 100, 1000]);
const b = new Int32Array([2, 3, 5, 7]);
tell(() => [-9, -5, -4, -1, 0, 1, 3, 4, 6, 402].map((offset) => E.convolve(a, b, offset)).join());
tell(() => E.convolve(a, b));
tell(() => E.convolve(a, b, 1.9) + " " + E.convolve(a, b, -1.9) + " " + E.convolve(a, b, "2"));
tell(() => E.convolve(a, [2], 0) + " " + E.convolve(a, [2, 3], 1) + " " + E.convolve(a, [2, 3, 5], 2));
tell(() => E.convolve([3], b, 2) + " " + E.convolve([], b, 2) + " " + E.convolve(a.subarray(4), b, 2));
tell(() => E.convolve(a.subarray(1, 3), b.subarray(2), 0) + " " + E.convolve(a.subarray(2), b.subarray(1, 3), 1));
tell(() => E.convolve(new Int32Array([-2147483648]), new Int32Array([-2147483648]), 0));
tell(() => E.convolve(new Uint32Array([4294967295]), new Uint8Array([255]), 0));
tell(() => E.convolve(new Int32Array([4194303, 4194303]), new Int32Array([4194303, 4194303]), 1));
tell(() => E.convolve([1, 1, 1], new Float64Array([9007199254740991, 1, -1]), 0) === 9007199254740991);
tell(() => E.convolve([1, 1], new Float64Array([9007199254740992, 1]), 0) === 9007199254740992);
tell(() => E.convolve([0.5, 0.25], [3, 8], 0));
tell(() => E.convolve(new Int16Array([-1, 2]), new Int8Array([-128, 127]), 0));
const many = new Int32Array(374);
for (let i = 0; i < 374; i++) many[i] = 4194303 - i;
tell(() => [0, 1, 187, 373].map((offset) => E.convolve(many, many, offset)).join());
tell(() => E.convolve(many.subarray(372), many, 0) + " " + E.convolve(many.subarray(5, 7), many, 0));
const lent = E.convolve;
tell(() => lent(a, b, 1));
tell(() => E.sum(new Uint32Array([4294967295, 4])) + " " + E.variance(new Uint32Array([4294967295]), 0));
// prints:
// | 5327,5327,7532,5327,7532,2753,5327,7532,3275,3275
// | 7532
// | 2753 5327 3275
// | 2222 2323 5325
// | 15 0 0
// | 750 3500
// | 4611686018427387904
// | -255
// | 35184355311618
// | true
// | true
// | 3.5
// | 382
// | 6578889346983459,6578889346913708,6578889340444256,6578889346913708
// | 35181226361953 35184304979988
// | 2753
// | 3 1
