// 100 ms
const tell = (f) => {
  try {
    print(f());
  } catch (e) {
    print("! " + (e.message || e));
  }
};
const c = require("crypto");
const hex = (b) =>
  b ? [].map.call(new Uint8Array(b), (x) => (x + 256).toString(16).slice(1)).join("") : String(b);
const key16 = "0123456789abcdef";
const iv = "fedcba9876543210";
const text = "sixteen byte text and the rest..";
for (const mode of ["CBC", "CFB", "CTR", "ECB"]) {
  for (const key of [key16, key16 + "01234567", key16 + key16]) {
    tell(() => mode + key.length + " " + hex(c.AES.encrypt(text, key, { iv, mode })));
    if (mode === "CBC" || mode === "ECB")
      tell(
        () => E.toString(c.AES.decrypt(c.AES.encrypt(text, key, { iv, mode }), key, { iv, mode })) === text,
      );
  }
}
tell(() => hex(c.AES.encrypt(text, key16)));
tell(() => hex(c.AES.encrypt(text, key16, {})));
tell(() => hex(c.AES.encrypt(text, key16, { mode: "CBC", iv: "short" })));
tell(() => hex(c.AES.encrypt(text, key16, { mode: "CBC", iv: iv + "x" })));
tell(() => hex(c.AES.encrypt(text, key16, { mode: "ECB", iv: "ignored" })));
tell(() => hex(c.AES.encrypt("", key16, { mode: "ECB" })));
tell(() => hex(c.AES.encrypt("15 bytes of text", key16, { mode: "ECB" })));
tell(() => hex(c.AES.encrypt("tooshort", key16, { mode: "ECB" })));
tell(() => hex(c.AES.encrypt(text, "badkey", { mode: "ECB" })));
tell(() => hex(c.AES.encrypt(text, "", { mode: "ECB" })));
tell(() => hex(c.AES.encrypt(text, key16, { mode: "xyz" })));
tell(() => hex(c.AES.encrypt(text, key16, { mode: 5 })));
tell(() => hex(c.AES.encrypt(text, key16, "ECB")));
tell(() => hex(c.AES.encrypt(new Uint8Array(16), new Uint8Array(16), { mode: "ECB" })));
tell(() =>
  hex(c.AES.encrypt([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16], key16, { mode: "ECB" })),
);
tell(() => hex(c.AES.encrypt(new Uint8Array(16).buffer, key16, { mode: "ECB" })));
tell(() => hex(c.AES.decrypt("\x00".repeat(16), key16, { mode: "ECB" })));
tell(() => hex(c.AES.decrypt("short", key16, { mode: "CBC" })));
tell(() => typeof c.AES.encrypt(text, key16) + (c.AES.encrypt(text, key16) instanceof ArrayBuffer));
// prints:
// | CBC16 50355192ca176b8e8c297ceedb7b349338dec6f0a959050ce9504be268dc8b7c
// | true
// | CBC24 7135208b10717ccf458aec258461db0342b27f504ecb278f79df23cd90cf56c9
// | true
// | CBC32 3bfb121fe70076aa44efded4ecf96d831d2a96c06005fccbfe790a195736369c
// | true
// | CFB16 78c341098f5407e729d1444bd2fd777406b3c15edcae3160a301620a2483465e
// | CFB24 89530f145c5090388d504295007908037b751b24915a4d8c49e1f0439108a3f5
// | CFB32 ad150aca5546a3d4a87ebcc775c0ae4ab5352bba1b535ec14f7856d4d7f4fcd2
// | CTR16 78f26dae2e21ced57764bba1e06b50ad75902d567e46908120b0a03ac34774c2
// | CTR24 1375804de74dd7565383acd4f071827da1c5294ca44661fcf81250f69bb4a952
// | CTR32 0ed4f0534ad737170b534fe42033240d70cb6377f16788c3bf286f4e591958bc
// | ECB16 7d818c81c9f3b084295b7aea5406ab6df22d60a465b3e001aeae81730eecd4c5
// | true
// | ECB24 1a73982e782fb478acde32e5640107d5fc111a738af18d59eeab7524a942bf51
// | true
// | ECB32 540de463cd7a3ac043a091e6e45e0347fb00dc1637351e9d7ab6ae61dfa31481
// | true
// | 7d818c81c9f3b084295b7aea5406ab6d30d4edae1350479d0eeccedb790bda35
// | 7d818c81c9f3b084295b7aea5406ab6d30d4edae1350479d0eeccedb790bda35
// | d178a232613d66986886be41b4738e23f93a163db3fd2259ac9999559319f0e8
// | 50355192ca176b8e8c297ceedb7b349338dec6f0a959050ce9504be268dc8b7c
// | 7d818c81c9f3b084295b7aea5406ab6df22d60a465b3e001aeae81730eecd4c5
// = ""
// | bc01d53c3b0c8fd86c6dc8c6c0b821a2
// | 0000000000000000
// | ERROR: Unknown error: -0x20
// | undefined
// | ERROR: Unknown error: -0x20
// | undefined
// | ! Unknown Crypto mode "xyz"
// | ! Unknown Crypto mode "5"
// | ERROR: 'options' must be undefined, or an Object
// | undefined
// | 66e94bd4ef8a2c3b884cfa59ca342b2e
// | ee62820591f58940083b962dd9ed7fdf
// | 0b9b15da4b44a0f5151dcfc4c01f35d5
// | 1e5e3a52b0ad865b8b95b366967e7efc
// | ERROR: Invalid input length
// | undefined
// | objecttrue
