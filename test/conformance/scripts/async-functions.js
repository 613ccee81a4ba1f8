// 900 ms
const wait = (ms, v) => new Promise((resolve) => setTimeout(() => resolve(v), ms));
async function steps() {
  print("start");
  const a = await wait(20, "first");
  print(a);
  for (const ms of [10, 20]) print("waited", await wait(ms, ms));
  try {
    await Promise.reject(new Error("refused"));
  } catch (e) {
    print("caught", e.message);
  } finally {
    print("finally");
  }
  return "result";
}
steps().then((v) => print("steps", v));
print("sync");
const failing = async () => {
  throw new Error("async failure");
};
setTimeout(() => failing().catch((e) => print(e.message)), 300);
setTimeout(async () => {
  const results = await Promise.all([wait(30, 1), wait(10, 2), 3]);
  print(results);
}, 400);
setTimeout(async () => {
  const o = {
    async m(x) {
      const v = await x;
      return v * 2;
    },
  };
  const doubled = await o.m(21);
  const plain = await 5;
  print(doubled, plain);
}, 600);
// prints:
// | start
// | sync
// | first
// | waited 10
// | waited 20
// | caught refused
// | finally
// | steps result
// | async failure
// | [ 1, 2, 3 ]
// | 42 5
