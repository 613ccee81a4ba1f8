// The client of HTTP/1.1: answers in a table, in one piece, split at every byte and cut at every byte; what servers do wrong;
// random bytes. The real interpreter judges the table as well, ESPRUINO and ESPRUINO32.
import assert from "node:assert/strict";
import fc from "fast-check";
import { E_HTTP_CUT, E_HTTP_ENCODING, E_HTTP_FORM, E_HTTP_LARGE } from "../../lib/codes.ts";
import {
  awaitHttp, bareHead, endHttp, failHttp, feedHttp, httpHead, type Http, isOver, isPath, rangeField, readDate, readRange,
} from "../../lib/http.ts";
import { printedOnInterpreter } from "./interpreter.ts";

/** What came of an answer. */
interface Heard {
  status: number;
  body: string;
  /** Undefined: it is not over. */
  code: number | undefined;
  close: unknown;
}

const MOST = 100;

function hear(pieces: string[], closes?: "properly" | "rudely", most = MOST): Heard {
  let body = "";
  let code: number | undefined;
  let calls = 0;
  const its: Http = awaitHttp({
    _piece: (bytes) => {
      assert.ok(bytes.length > 0, "an empty piece");
      body += bytes;
    },
    _done: (its) => {
      code = its;
      calls++;
    },
  }, most);
  for (const piece of pieces) feedHttp(its, piece);
  if (closes) endHttp(its, closes === "properly");
  assert.ok(calls <= 1, "over once");
  assert.equal(isOver(its), calls === 1);
  return { status: its._status, body, code, close: its._close };
}

const head = (...fields: string[]): string => ["HTTP/1.1 200 OK", ...fields, "", ""].join("\r\n");

/** Whole answers: text, status, body, and whether the connection is of no more use. */
const WHOLE: [string, string, number, string, number][] = [
  ["with a length", head("Content-Length: 5") + "hello", 200, "hello", 0],
  ["with a name of other case and blanks round the value", head("cOnTeNt-LeNgTh: \t5 ") + "hello", 200, "hello", 0],
  ["with the same length twice", head("Content-Length: 5", "Content-Length: 5") + "hello", 200, "hello", 0],
  ["with an empty body", head("Content-Length: 0"), 200, "", 0],
  ["without a reason", "HTTP/1.1 200\r\nContent-Length: 1\r\n\r\nx", 200, "x", 0],
  ["with an empty reason", "HTTP/1.1 200 \r\nContent-Length: 1\r\n\r\nx", 200, "x", 0],
  ["with lines that end in LF alone", "HTTP/1.1 200 OK\nContent-Length: 1\n\nx", 200, "x", 0],
  ["of HTTP/1.0", "HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx", 200, "x", 1],
  ["that closes", head("Connection: Close", "Content-Length: 1") + "x", 200, "x", 1],
  ["in chunks", head("Transfer-Encoding: chunked") + "5\r\nhello\r\n3\r\n yo\r\n0\r\n\r\n", 200, "hello yo", 0],
  ["in chunks with hex digits of both cases", head("Transfer-Encoding: Chunked") + `0b\r\n${"b".repeat(11)}\r\nA\r\n${"a".repeat(10)}\r\n00\r\n\r\n`, 200, "b".repeat(11) + "a".repeat(10), 0],
  ["in chunks with extensions and trailers", head("Transfer-Encoding: chunked") + "2;a=b\r\nhi\r\n0 ;c\r\nX: y\r\nContent-Length: 9\r\n\r\n", 200, "hi", 0],
  ["whose body holds line ends", head("Content-Length: 6") + "\r\n\r\na\n", 200, "\r\n\r\na\n", 0],
  ["whose body holds any bytes", head("Content-Length: 4") + "\0\x80\xff\n", 200, "\0\x80\xff\n", 0],
  ["behind an interim one", "HTTP/1.1 100 Continue\r\nContent-Length: 7\r\n\r\n" + head("Content-Length: 1") + "x", 200, "x", 0],
  ["of status 204", "HTTP/1.1 204 No Content\r\nContent-Length: 7\r\n\r\n", 204, "", 0],
  ["of status 304 in chunks", "HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n", 304, "", 0],
  ["of status 503", "HTTP/1.1 503 Busy\r\nContent-Length: 1\r\n\r\nx", 503, "x", 0],
  ["with fields that mean nothing", head("Server: Tengine", "X-Empty:", "Content-Encoding: identity", "Content-Length: 1") + "x", 200, "x", 0],
  ["of the longest body that is taken", head("Content-Length: 100") + "x".repeat(100), 200, "x".repeat(100), 0],
];

/** Answers that are refused. */
const WRONG: [string, string, number][] = [
  ["of another protocol", "SSH-2.0-OpenSSH_9.2\r\n", E_HTTP_FORM],
  ["of HTTP/2", "HTTP/2 200\r\n", E_HTTP_FORM],
  ["with a status of two digits", "HTTP/1.1 20 OK\r\n", E_HTTP_FORM],
  ["with a status of four digits", "HTTP/1.1 2000 OK\r\n", E_HTTP_FORM],
  ["with status 600", "HTTP/1.1 600 No\r\n", E_HTTP_FORM],
  ["with status 101", "HTTP/1.1 101 Switching Protocols\r\n\r\n", E_HTTP_FORM],
  ["with an empty line first", "\r\nHTTP/1.1 200 OK\r\n", E_HTTP_FORM],
  ["with a field without a colon", head("Content-Length"), E_HTTP_FORM],
  ["with a field without a name", head(": 5"), E_HTTP_FORM],
  ["with a blank before the colon", head("Content-Length : 5"), E_HTTP_FORM],
  ["with a line that goes on", head("X: a", " Content-Length: 5"), E_HTTP_FORM],
  ["with a tab before a field", head("\tContent-Length: 5"), E_HTTP_FORM],
  ["with two lengths", head("Content-Length: 5", "Content-Length: 6"), E_HTTP_FORM],
  ["with a list of lengths", head("Content-Length: 5, 5"), E_HTTP_FORM],
  ["with a negative length", head("Content-Length: -1"), E_HTTP_FORM],
  ["with a length in hex", head("Content-Length: 0x10"), E_HTTP_FORM],
  ["with a length that is no number", head("Content-Length: "), E_HTTP_FORM],
  ["with a length of eleven digits", head("Content-Length: 99999999999"), E_HTTP_FORM],
  ["with a length and chunks", head("Content-Length: 5", "Transfer-Encoding: chunked"), E_HTTP_FORM],
  ["with chunks twice", head("Transfer-Encoding: chunked", "Transfer-Encoding: chunked"), E_HTTP_ENCODING],
  ["with chunks of something compressed", head("Transfer-Encoding: gzip, chunked"), E_HTTP_ENCODING],
  ["with a compressed body", head("Content-Encoding: gzip", "Content-Length: 5"), E_HTTP_ENCODING],
  ["with a length beyond what is taken", head("Content-Length: 101"), E_HTTP_LARGE],
  ["with chunks beyond what is taken", head("Transfer-Encoding: chunked") + `32\r\n${"x".repeat(50)}\r\n33\r\n${"x".repeat(51)}`, E_HTTP_LARGE],
  ["without end beyond what is taken", head() + "x".repeat(101), E_HTTP_LARGE],
  ["with a chunk of no length", head("Transfer-Encoding: chunked") + "\r\n", E_HTTP_FORM],
  ["with a chunk of a negative length", head("Transfer-Encoding: chunked") + "-1\r\n", E_HTTP_FORM],
  ["with a chunk of a huge length", head("Transfer-Encoding: chunked") + "fffffffff\r\n", E_HTTP_FORM],
  ["with a chunk that is longer than it says", head("Transfer-Encoding: chunked") + "1\r\nxy\r\n", E_HTTP_FORM],
  ["with a line without end", head().slice(0, -2) + "X".repeat(1025), E_HTTP_LARGE],
  ["with fields without end", head(...Array.from({ length: 100 }, () => `X: ${"y".repeat(100)}`)), E_HTTP_LARGE],
  ["with interim answers without end", "HTTP/1.1 100 Continue\r\n\r\n".repeat(400), E_HTTP_LARGE],
  ["with trailers without end", head("Transfer-Encoding: chunked") + "0\r\n" + `X: ${"y".repeat(100)}\r\n`.repeat(100), E_HTTP_LARGE],
];

describe("an HTTP answer", () => {
  for (const [what, text, status, body, close] of WHOLE) {
    it(`${what} is read, however it is split`, () => {
      assert.deepEqual(hear([text]), { status, body, code: 0, close });
      assert.deepEqual(hear([...text]), { status, body, code: 0, close });
      for (let at = 1; at < text.length; at++)
        assert.deepEqual(hear([text.slice(0, at), text.slice(at)]), { status, body, code: 0, close }, `split at ${at}`);
    });

    it(`${what} is not whole when it is cut anywhere`, () => {
      for (let at = 0; at < text.length; at++) {
        assert.equal(hear([text.slice(0, at)]).code, undefined, `open at ${at}`);
        assert.equal(hear([text.slice(0, at)], "properly").code, E_HTTP_CUT, `cut at ${at}`);
      }
    });
  }

  it("without a length lasts until the server closes, and is cut where it does so rudely", () => {
    const text = head() + "all of it";
    assert.deepEqual(hear([text], "properly"), { status: 200, body: "all of it", code: 0, close: 1 });
    assert.deepEqual(hear([...text], "properly"), { status: 200, body: "all of it", code: 0, close: 1 });
    assert.equal(hear([text], "rudely").code, E_HTTP_CUT);
    assert.equal(hear([text]).code, undefined);
  });

  it("leaves the connection of no use when more comes behind it", () => {
    for (const [what, text, , , close] of WHOLE) if (!close) assert.equal(hear([`${text}HTTP`]).close, 1, what);
  });

  for (const [what, text, code] of WRONG) {
    it(`${what} ends with ${code}, however it is split`, () => {
      for (const pieces of [[text], [...text]]) {
        const heard = hear(pieces, "properly");
        assert.deepEqual([heard.code, heard.close], [code, 1]);
        assert.ok(heard.body.length <= MOST);
      }
    });
  }

  it("is refused by whoever looks at its head, and its body is not handed on", () => {
    let code: number | undefined;
    const fields: string[][] = [];
    const its = awaitHttp({
      _field: (...field) => void fields.push(field),
      _head: ({ _status, _lenBytes }) => (_status === 206 && _lenBytes === 3 ? 99 : 98),
      _piece: () => assert.fail("a piece"),
      _done: (its) => (code = its),
    }, MOST);
    feedHttp(its, "HTTP/1.1 206 Partial\r\nContent-Range: bytes 0-2/9\r\nContent-Length: 3\r\n\r\nabc");
    assert.equal(code, 99);
    assert.deepEqual(fields, [["content-range", "bytes 0-2/9"]]);
  });

  it("is over once, whatever comes behind", () => {
    let calls = 0;
    const its = awaitHttp({ _piece: () => {}, _done: () => calls++ }, MOST);
    failHttp(its, 1);
    failHttp(its, 2);
    feedHttp(its, head("Content-Length: 1") + "x");
    endHttp(its, true);
    assert.equal(calls, 1);
  });

  it("of random bytes, alone or in the place of others, ends or waits, and never has more of a body than was announced", () => {
    const alphabet = fc.constantFrom("\r\n", "\n", "\r", ":", " ", "0", "5", "f", "HTTP/1.1 200 OK", "Content-Length", "chunked", "Transfer-Encoding", "\0", "\xff");
    fc.assert(fc.property(
      fc.constantFrom(...WHOLE.map(([, text]) => text)), fc.nat(300), fc.nat(20), fc.array(alphabet, { maxLength: 20 }), fc.nat(40),
      (text, at, cut, put, split) => {
        const bent = text.slice(0, at) + put.join("") + text.slice(at + cut);
        const whole = hear([bent], "properly");
        assert.ok(whole.body.length <= MOST);
        const parts = split ? bent.match(new RegExp(`[^]{1,${split}}`, "g")) ?? [] : [...bent];
        assert.deepEqual(hear(parts, "properly"), whole, JSON.stringify(bent));
      },
    ), { seed: 1, numRuns: 20_000 });
  });
});

describe("an HTTP request", () => {
  it("has an exact Content-Length, and none without a body", () => {
    assert.equal(
      httpHead("POST", "h", "/auth", "password: t\r\n", 12),
      "POST /auth HTTP/1.1\r\nHost: h\r\npassword: t\r\nContent-Length: 12\r\n\r\n",
    );
    assert.equal(httpHead("POST", "h", "/", "", 0), "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n");
    assert.equal(bareHead("GET", "h", "/f?a=b", rangeField(0, 9)), "GET /f?a=b HTTP/1.1\r\nHost: h\r\nRange: bytes=0-9\r\n\r\n");
  });

  it("takes for a path what needs no encoding, and nothing else", () => {
    for (const path of ["/a1X2bEnP82z/lamp-1/user/update", "/sys/p/a@b:c.d/thing/event/property/post", "/a_b~c"]) assert.ok(isPath(path), path);
    for (const path of ["", "a", "/a b", "/a\r\nX: y", "/a?b", "/a#b", "/a%41", "/\xe4", "/a\0", "/a\n"]) assert.ok(!isPath(path), JSON.stringify(path));
  });

  it("knows which range came", () => {
    assert.deepEqual(readRange("bytes 0-9/100"), [0, 9, 100]);
    assert.deepEqual(readRange("bytes 010-099/100"), [10, 99, 100]);
    for (const field of ["", "bytes */100", "bytes 5-4/100", "bytes 0-100/100", "bytes 0-9/*", "lines 0-9/100", "bytes 0-9/100 x"])
      assert.equal(readRange(field), undefined, field);
  });

  it("knows the date of the answer as Node does", () => {
    for (let ms = 86400_000 * 60; ms < Date.UTC(2100, 0, 1); ms += 86400_000 * 13.37)
      assert.equal(readDate(new Date(ms).toUTCString()), Math.floor(ms / 1000), new Date(ms).toUTCString());
    for (const day of ["29 Feb 2028", "01 Mar 2028", "31 Dec 2027", "01 Jan 2028", "28 Feb 2027"])
      assert.equal(readDate(`Sun, ${day} 08:49:37 GMT`), Date.parse(`${day} 08:49:37 GMT`) / 1000);
    for (const text of ["", "Sun", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun, 06 Now 2026 08:49:37 GMT", "Sun, 06 anF 2026 08:49:37 GMT"])
      assert.equal(readDate(text), 0, text);
  });
});

for (const board of ["ESPRUINO", "ESPRUINO32"]) {
  describe(`HTTP on the real interpreter (${board})`, () => {
    it("reads all these answers in the same way, in one piece and byte by byte", async function () {
      this.timeout(60000);
      const interpreter = process.env[board];
      if (!interpreter) return this.skip();
      const texts = [...WHOLE, ...WRONG].map(([, text]) => text).filter((text) => text.length < 300);
      const expected = texts.flatMap((text) => [[text], [...text]].map((pieces) => {
        const { status, body, code, close } = hear(pieces, "properly");
        return [status, body.length, code, close].join();
      }));
      const dates = ["Sun, 06 Nov 1994 08:49:37 GMT", "Fri, 29 Feb 2028 23:59:59 GMT", "Sun, 06 Now 2026 08:49:37 GMT", "Sun, 06 De 2026 08:49:37 GMT"];
      const paths = ["/a1X2bEnP82z/lamp-1/user/update", "/sys/p/a@b:c.d/x~y_z", "/a b", "/a\r", "/a?b", "/a%41", "a"];
      const printed = await printedOnInterpreter(`
        import { awaitHttp, endHttp, feedHttp, isPath, readDate, readRange } from "../../lib/http.ts";
        const hear = (text, size) => {
          let bytes = 0, code;
          const its = awaitHttp({ _piece: (piece) => { bytes += piece.length; }, _done: (its) => { code = its; } }, ${MOST});
          for (let at = 0; at < text.length; at += size) feedHttp(its, text.substr(at, size));
          endHttp(its, true);
          print([its._status, bytes, code, its._close].join());
        };
        for (const text of ${JSON.stringify(texts)}) {
          hear(text, text.length);
          hear(text, 1);
        }
        for (const text of ${JSON.stringify(dates)}) print(readDate(text));
        for (const text of ${JSON.stringify(paths)}) print(isPath(text) ? 1 : 0);
        print((readRange("bytes 010-099/100") || []).join(), readRange("bytes 5-4/100"));
      `, interpreter);
      assert.deepEqual(printed, [
        ...expected, ...dates.map((text) => String(readDate(text))), ...paths.map((text) => (isPath(text) ? "1" : "0")),
        "10,99,100 undefined",
      ]);
    });
  });
}
