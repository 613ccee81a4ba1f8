// 50 ms
for (const text of [
  "2024-02-29",
  "2024-02-29T12:34:56",
  "2024-02-29T12:34:56Z",
  "2024-02-29T12:34:56.789Z",
  "2024-02-29T12:34:56+08:00",
  "2024-02-29T12:34:56-0330",
  "2024-2-9",
  "2024",
  "2024-02",
  "2024-02-30",
  "2024-13-01",
  "2024-02-29 12:34",
  "2024/02/29",
  "29.02.2024",
  "1709210096",
  "12:34:56",
  "Feb 29, 2024",
  "Feb 29, 2024 12:34:56",
  "29 Feb 2024",
  "Thu, 29 Feb 2024 12:34:56 GMT",
  "Thu Feb 29 2024 12:34:56 GMT+0800",
  "february 29, 2024",
  "today",
  " 2024-02-29",
  "2024-02-29T",
  "2024-02-29T12",
  "2024-02-29T12:34",
]) {
  const ms = Date.parse(text);
  print(text, ms, isNaN(ms), new Date(text).getTime() === ms);
}
for (const v of [undefined, null, true, [], {}, 5, "5"]) {
  try {
    print(v, Date.parse(v));
  } catch (e) {
    print(v, e.message);
  }
  try {
    print(v, new Date(v).getTime() > 1e12 ? "now" : new Date(v).getTime());
  } catch (e) {
    print(v, e.message);
  }
}
const roundTrip = new Date(1234567890123);
print(
  Date.parse(roundTrip.toISOString()),
  Date.parse(roundTrip.toString()),
  Date.parse(roundTrip.toUTCString()),
  JSON.parse(JSON.stringify({ t: roundTrip })).t,
);
// prints:
// | 2024-02-29 1709164800000 false true
// | 2024-02-29T12:34:56 1709210096000 false true
// | 2024-02-29T12:34:56Z 1709210096000 false true
// | 2024-02-29T12:34:56.789Z 1709210096789 false true
// | 2024-02-29T12:34:56+08:00 1709181296000 false true
// | 2024-02-29T12:34:56-0330 1709222696000 false true
// | 2024-2-9 1707436800000 false true
// | 2024 0 false true
// | 2024-02 0 false true
// | 2024-02-30 1709251200000 false true
// | 2024-13-01 1735689600000 false true
// | 2024-02-29 12:34 1709164800000 false true
// | 2024/02/29 0 false true
// | 29.02.2024 0 false true
// | 1709210096 0 false true
// | 12:34:56 0 false true
// | Feb 29, 2024 1709164800000 false true
// | Feb 29, 2024 12:34:56 1709210096000 false true
// | 29 Feb 2024 0 false true
// | Thu, 29 Feb 2024 12:34:56 GMT 1709210096000 false true
// | Thu Feb 29 2024 12:34:56 GMT+0800 0 false true
// | february 29, 2024 0 false true
// | today 0 false true
// |  2024-02-29 1709164800000 false true
// | 2024-02-29T 1709164800000 false true
// | 2024-02-29T12 1709208000000 false true
// | 2024-02-29T12:34 1709210040000 false true
// | undefined 0
// | undefined Variables of type undefined are not supported in date constructor
// | null 0
// | null Variables of type null are not supported in date constructor
// | true 0
// | true 1
// | [  ] 0
// | [  ] Variables of type Array are not supported in date constructor
// | {  } 0
// | {  } Variables of type Object are not supported in date constructor
// | 5 0
// | 5 5
// | 5 0
// | 5 0
// | 1234567890123 0 1234567890000 2009-02-13T23:31:30.123Z
