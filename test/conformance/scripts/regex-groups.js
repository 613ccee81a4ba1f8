// 20 ms
const show = (re, text) => {
  const m = re.exec(text);
  print(
    String(re.source),
    text,
    m ? [m.index, m.length, ...m].map((x) => (x === undefined ? "-" : x)).join("|") : m,
  );
};
show(/a/, "banana");
show(/(a)(n)/, "banana");
show(/^(\w+)=(.*)$/, "key=value = x");
show(/(\d+)\.(\d+)/, "v12.34.56");
show(/[^a-c]+/, "abcxyzabc");
show(/[a\-z]/, "m-");
show(/[\]\\]/, "x\\]");
show(/\//, "a/b");
show(/\./, "a.b");
show(/.\../, "xa.bz");
show(/a*/, "baaa");
show(/a+/, "baaa");
show(/ba*n/, "bn");
show(/^a/, "ba");
show(/a$/, "ab");
show(/^$/, "");
show(/x|y/, "ay");
show(/ab|cd|ef/, "xxcdef");
show(/\s+/, "a \t\n b");
show(/\S+/, "  word  ");
show(/\d\d:\d\d/, "at 12:34");
show(/\D/, "12x");
show(/\W/, "ab_1!");
show(/\w+/, "--ab_1--");
show(/\x41\u0042/, "xABx");
show(/\t/, "a\tb");
show(/[\w.]+@[\w.]+/, "mail to a.b@c.de now");
show(/A/i, "xa");
show(/[A-C]+/i, "xabcABCd");
show(/()x/, "x");
show(/a\*b/, "a*b");
show(/\(\)/, "f()");
show(/\^\$/, "^$");
show(/[.*+]/, "a+b");
show(/[0-9A-F]+/, "xyz12AFg");
// prints:
// | a banana 1|1|a
// | (a)(n) banana 1|3|an|a|n
// | ^(\w+)=([^\n\r]*)$ key=value = x 0|3|key=value = x|key|value = x
// | (\d+)\.(\d+) v12.34.56 1|3|12.34|12|34
// | [^a-c]+ abcxyzabc 3|1|xyz
// | [a\-z] m- 1|1|-
// | [\]\\] x\] 1|1|\
// | \/ a/b 1|1|/
// | \. a.b 1|1|.
// | [^\n\r]\.[^\n\r] xa.bz 1|1|a.b
// | a* baaa 0|1|
// | a+ baaa 1|1|aaa
// | ba*n bn 0|1|bn
// | ^a ba null
// | a$ ab null
// | ^$  0|1|
// | x|y ay 1|1|y
// | ab|cd|ef xxcdef 2|1|cd
// = "\\s+ a \t"
// = " b 1|1| \t"
// = " "
// | \S+   word   2|1|word
// | \d\d:\d\d at 12:34 3|1|12:34
// | \D 12x 2|1|x
// | \W ab_1! 4|1|!
// | \w+ --ab_1-- 2|1|ab_1
// | \x41\x42 xABx 1|1|AB
// = "\\t a\tb 1|1|\t"
// | [\w.]+@[\w.]+ mail to a.b@c.de now 8|1|a.b@c.de
// | A xa 1|1|a
// | [A-C]+ xabcABCd 1|1|abcABC
// | ()x x 0|2|x|
// | a\*b a*b 0|1|a*b
// | \(\) f() 1|1|()
// | \^\$ ^$ 0|1|^$
// | [.*+] a+b 1|1|+
// | [0-9A-F]+ xyz12AFg 3|1|12AF
