// Published values that every implementation of the hashes and of HMAC must give: ours on Node, node:crypto,
// ours on the interpreter, and the interpreter's own. Secrets among them were published by their owners as
// examples.

export type Method = "md5" | "sha1" | "sha256";

export interface HashVector {
  name: string;
  data: string;
  md5?: string;
  sha1?: string;
  sha256?: string;
}

export interface HmacVector {
  name: string;
  method: Method;
  /** Byte strings. */
  key: string;
  data: string;
  mac: string;
}

const ALPHABET = "abcdefghijklmnopqrstuvwxyz";
const LETTERS_DIGITS = ALPHABET.toUpperCase() + ALPHABET + "0123456789";
const TWO_BLOCKS = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";

/** RFC 1321 appendix A.5; the examples of FIPS 180 for one and two blocks. */
export const HASH_VECTORS: HashVector[] = [
  { name: "nothing", data: "", md5: "d41d8cd98f00b204e9800998ecf8427e" },
  { name: "a", data: "a", md5: "0cc175b9c0f1b6a831c399e269772661" },
  {
    name: "abc",
    data: "abc",
    md5: "900150983cd24fb0d6963f7d28e17f72",
    sha1: "a9993e364706816aba3e25717850c26c9cd0d89d",
    sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  },
  { name: "message digest", data: "message digest", md5: "f96b697d7cb7938d525a2f31aaf161d0" },
  { name: "the alphabet", data: ALPHABET, md5: "c3fcd3d76192e4007dfb496cca67e13b" },
  { name: "letters and digits", data: LETTERS_DIGITS, md5: "d174ab98d277d9f5a5611c2c9f419d9f" },
  { name: "80 digits", data: "1234567890".repeat(8), md5: "57edf4a22be3c955ac49da2e2107b67a" },
  {
    name: "56 bytes",
    data: TWO_BLOCKS,
    sha1: "84983e441c3bd26ebaae4aa1f95129e5e54670f1",
    sha256: "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
  },
];

function published(
  name: string,
  key: string,
  data: string,
  macs: Partial<Record<Method, string>>,
): HmacVector[] {
  return Object.entries(macs).map(([method, mac]) => ({
    name: `${name}, ${method}`,
    method: method as Method,
    key,
    data,
    mac: mac.toLowerCase(),
  }));
}

const DEMO_SECRET = "ga7XA6KdlEeiPXQPpRbAjOZXwG8ydgSe";
const COUNTED = String.fromCharCode(...Array.from({ length: 25 }, (_, i) => i + 1));

/** RFC 2202 (MD5, SHA-1) and RFC 4231 (SHA-256; its case 5 is a truncated one). */
export const RFC_VECTORS: HmacVector[] = [
  ...published("RFC 2202 case 1", "\x0b".repeat(16), "Hi There", { md5: "9294727a3638bb1c13f48ef8158bfc9d" }),
  ...published("RFC 2202 and 4231 case 1", "\x0b".repeat(20), "Hi There", {
    sha1: "b617318655057264e28bc0b6fb378c8ef146be00",
    sha256: "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
  }),
  ...published("case 2", "Jefe", "what do ya want for nothing?", {
    md5: "750c783e6ab0b503eaa86e310a5db738",
    sha1: "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
    sha256: "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
  }),
  ...published("RFC 2202 case 3", "\xaa".repeat(16), "\xdd".repeat(50), {
    md5: "56be34521d144c88dbb8c733f0e8b3f6",
  }),
  ...published("RFC 2202 and 4231 case 3", "\xaa".repeat(20), "\xdd".repeat(50), {
    sha1: "125d7342b9ac11cd91a39af48aa17b4f63f175d3",
    sha256: "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
  }),
  ...published("case 4", COUNTED, "\xcd".repeat(50), {
    md5: "697eaf0aca3a3aea3a75164746ffaa79",
    sha1: "4c9007f4026250c6bc8414f9bf50c86c2d7235da",
    sha256: "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
  }),
  ...published(
    "RFC 2202 case 6",
    "\xaa".repeat(80),
    "Test Using Larger Than Block-Size Key - Hash Key First",
    {
      md5: "6b1ab7fe4bd7bf8f0b62e6ce61b9d0cd",
      sha1: "aa4ae5e15272d00e95705637ce8a3b55ed402112",
    },
  ),
  ...published(
    "RFC 2202 case 7",
    "\xaa".repeat(80),
    "Test Using Larger Than Block-Size Key and Larger Than One Block-Size Data",
    { md5: "6f630fad67cda0ee1fb1f562db3aa53e", sha1: "e8e99d0f45237d786d6bbaa7965c7808bbff1a91" },
  ),
  ...published(
    "RFC 4231 case 6",
    "\xaa".repeat(131),
    "Test Using Larger Than Block-Size Key - Hash Key First",
    {
      sha256: "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
    },
  ),
  ...published(
    "RFC 4231 case 7",
    "\xaa".repeat(131),
    "This is a test using a larger than block-size key and a larger than block-size data. " +
      "The key needs to be hashed before being used by the HMAC algorithm.",
    { sha256: "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2" },
  ),
];

/** The platform's documentation, session logs and demos of its users (V), and values computed from them
 *  (S, B). */
export const PLATFORM_VECTORS: HmacVector[] = [
  ...published("V1", "secret", "clientId12345deviceNamedeviceproductKeypktimestamp789", {
    sha1: "FAFD82A3D602B37FB0FA8B7892F24A477F851A14",
  }),
  ...published("V2", "ffFnFlKQW3HYjjPR", "deviceNameExample_dyn1productKeya1ExpAkj9Hirandom7y4Jg5xdKCy9W2i", {
    sha256: "d3b560d5be0c9c19749470e85d912b65685fa4b20edcbd179ccfe98fcca23d5e",
  }),
  ...published(
    "V3",
    "VuULINCrtTAzCSzp",
    "deviceNameAdvExample_dyn1productKeya1csED27mp7random2HyP9O70q5t9VuX",
    {
      sha256: "9bba3312eb8d62ab11baaf910ad617ac052b31defc35a10446277a9e0aab2556",
    },
  ),
  ...published(
    "V4",
    "fbh47lGBSayncmTHEjF1E5x4CZdeJTO9",
    "clientId2UCRZpAbCGC.ExampleDevdeviceNameExampleDevproductKey2UCRZpAbCGCtimestamp2524608000000",
    { sha1: "326a4a6ed38b1bd5ddb6a5d11d27928bfb5a62d0" },
  ),
  ...published("V5", "8LQwOYSZMwp3DFBd", "deviceName868488076506128productKeyk1hipglLdjUrandom123456", {
    md5: "20558baadb2a0b04847767980f0ee67b",
  }),
  ...published(
    "V6",
    "fef32adf6dad46c2c7cbf335d3a7b021",
    "clientId868488076506128deviceName868488076506128productKeyk1hipglLdjU",
    { md5: "0f655b12adf519b9a7a2b0a990f398b6" },
  ),
  ...published(
    "V7",
    "testSecret",
    "clientIdtestProduct.testDevicedeviceNametestDeviceproductKeytestProducttimestamp1700000000000",
    { sha256: "cf010f6c3258ec9917e7cee0dad88c964d0fd125343140b6a78e715e87da3040" },
  ),
  ...published(
    "V8",
    "1".repeat(32),
    `clientIdabcdefghijk.${"2".repeat(32)}deviceName${"2".repeat(32)}` +
      "productKeyabcdefghijktimestamp2524608000000",
    { sha1: "52a4f5b3a6f388b314ee1af6b386f983d0d020ac" },
  ),
  ...published("V9", "thinkgos", "thinkgos", {
    md5: "ed9dc7baf84a9740a3ceb6f1f26bfb4f",
    sha1: "f9cebe2044ea375cff1a46f4dc05eb15ff9870ee",
    sha256: "e9403e3a615fad72d1dd1fe90c225cbec4ba81a03e5474d91a72844d2218954f",
  }),
  ...published(
    "V10",
    "testsecret&",
    "GET&%2F&AccessKeyId%3Dtestid%26Action%3DDescribeRegions%26Format%3DXML%26" +
      "SignatureMethod%3DHMAC-SHA1%26SignatureNonce%3D3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf%26" +
      "SignatureVersion%3D1.0%26Timestamp%3D2016-02-23T12%253A46%253A24Z%26Version%3D2014-05-26",
    { sha1: Buffer.from("OLeaidS1JvxuMvnyHOwuJ+uX5qY=", "base64").toString("hex") },
  ),
  ...published("S1", "Rhkkj6K6BhlhyUW7", "deviceNamedevice1productKeyxxxrandom789", {
    sha1: "99203ea68d6f0a1efe161365f163d8ad04328a0a",
  }),
  ...published("S2", "Rhkkj6K6BhlhyUW7", "deviceNamehelloproductKeyggrycEBOq8urandom789", {
    sha1: "4ff8f92a79ac48b876354d629afe28307bfe735f",
  }),
  ...published(
    "B1",
    DEMO_SECRET,
    "clientIda1X2bEnP82z.example1deviceNameexample1productKeya1X2bEnP82ztimestamp2524608000000",
    {
      md5: "7e2c52953f3dcfbbc313de587ad83f74",
      sha1: "b2c9af96273c92315cc9eb431ed90573a6850105",
      sha256: "b8ce8f1d706dd3c61d13bfd9855def7e321b785084ca9c93f0169a2b46785dd2",
    },
  ),
  ...published("B2", DEMO_SECRET, "clientIdailinkdeviceNameexample1productKeya1X2bEnP82z", {
    md5: "09392d6af76a1436ef699730f30396dd",
    sha1: "3dc1bf8d6bbfc2b0a4d21f771b8cbda19fd61e09",
    sha256: "bda258a8099c16a1c3f71db834558ff3ca7149ce7778a61525dde8b45d5b7a58",
  }),
  ...published("B3", "7jluWm1zql7bt8qK", "deviceNameexample1productKeya1X2bEnP82zrandom789", {
    md5: "28f62132beaf1a1fa8e3d095d7802094",
    sha1: "2d7d498ae1c5e1e122b22bc387090cd4aea5a80d",
    sha256: "d062e8a1cb2802b6de2a71270209b42eabb73005453fe333c689d61d7900b581",
  }),
  ...published("B4", DEMO_SECRET, "clientIda1X2bEnP82z.example1deviceNameexample1productKeya1X2bEnP82z", {
    sha256: "5dc75bb933cdd4e43f20db3309ffdbc87f38a5290f05bfb25d8bc678060197e2",
  }),
  ...published("B5", "testsecret", "authId=testid&timestamp=1573489088171", {
    sha1: Buffer.from("RG+3WYzI9qDD0P9m6ER+maK4yH0=", "base64").toString("hex"),
  }),
  ...published("B6", DEMO_SECRET, "ida1X2bEnP82z&example1timestamp2524608000000", {
    sha256: "7cb647360e50afa1e4c4b3556945a25d4970b94404de1fba159d1b2d37b0d23f",
  }),
  ...published("B7", "Yr0iF3HIgNkwiaPj", "deviceNameyixingyimi13productKeyi6faWL8wiwHrandomTest2", {
    sha256: "c3e3aa4863518244419bae4a91d11d01d9fd1c0d7d13059c9c3b5b398fdb2681",
  }),
];
