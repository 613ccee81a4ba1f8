// The facts of a board file that the simulated board needs (boards/<id>.json), and the map of its one flash
// file. The Linux build of Espruino has all of its flash as Storage; on the ESP32 family the file covers
// journal and Storage.

/** What the simulated board reads of a board file; addresses are numbers or "0x…" texts. */
export interface BoardFacts {
  name: string;
  build: string;
  jsVars?: number;
  jsVarBytes?: number;
  unicode: boolean;
  crypto: readonly string[];
  tls: { native: boolean; starts?: boolean; inJsVars?: boolean | undefined };
  flash: {
    storage: { addr: string | number; bytes: number; page: number };
    journal: { addr: string | number; pages: number; page: number };
  };
  rng: string | number | null;
}

/** Where things are in flash: byte addresses as the interpreter uses them, sizes in bytes. */
export interface FlashMap {
  /** First address the file holds. */
  base: number;
  /** First address after it. */
  end: number;
  pageBytes: number;
  storageStart: number;
  storageEnd: number;
  journalStart: number;
  journalEnd: number;
}

/** The flash map of a board; throws RangeError when its areas are not whole pages of one size. */
export function mapFlash(board: Pick<BoardFacts, "flash">): FlashMap {
  const { storage, journal } = board.flash;
  const storageStart = Number(storage.addr);
  const storageEnd = storageStart + storage.bytes;
  const journalStart = Number(journal.addr);
  const journalEnd = journalStart + journal.pages * journal.page;
  const pageBytes = storage.page;
  const edges = [storageStart, storageEnd, journalStart, journalEnd];
  if (journal.page !== pageBytes || edges.some((addr) => !(addr >= 0 && addr % pageBytes === 0))) {
    throw new RangeError("flash areas of a board must be whole pages of one size");
  }
  const base = Math.min(storageStart, journalStart);
  const end = Math.max(storageEnd, journalEnd);
  return { base, end, pageBytes, storageStart, storageEnd, journalStart, journalEnd };
}

/** True for the build of Espruino that runs on a PC, which differs from the chips in a few built-ins. */
export function isLinux(board: Pick<BoardFacts, "build">): boolean {
  return board.build === "LINUX";
}
