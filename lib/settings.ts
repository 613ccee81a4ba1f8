// The settings a board reads at its start, as the host writes them: one record of JSON text in the journal.
// Short keys, because the record is read on a board with little memory; secrets are records of their own.

/** Where the device belongs and how it logs in. All texts are UTF-8 bytes. */
export interface Settings {
  /** Form of this record: 1. */
  v: number;
  /** ProductKey and DeviceName. */
  pk: string;
  dn: string;
  /** Host and port of the MQTT service. */
  host: string;
  port: number;
  /** Host of the HTTPS service, where it is not that of MQTT; its port, 443 when absent; and the host that registers
   *  devices by HTTPS, where it is not the former. */
  hh?: string;
  hp?: number;
  rh?: string;
  /** Instance id, for registration on a new public or an Enterprise instance. */
  iid?: string;
  /** The clientId the device chooses; `${pk}.${dn}` when absent. */
  cid?: string;
  /** The timestamp to sign and send, ms since 1970 as text; none when absent. */
  ts?: string;
  /** Keepalive, 30 to 1200 s; 300 when absent. */
  ka?: number;
  /** 1: MQTT sessions are kept by the platform (CleanSession 0). */
  keep?: number;
  /** 1: when the stored secret is refused three times the device registers again. */
  re?: number;
  /** The oldest command that is carried out, seconds; any age when absent. */
  age?: number;
  /** "verified", "native" or "plain": the link that was decided on; an image with another one does not connect. */
  tls: string;
  /** Server name of TLS, where it is not the host. */
  sni?: string;
  /** 1: the instance takes a key made of the device's secret in place of its certificate (TLS-PSK). */
  psk?: number;
  /** When the board was provisioned, seconds since 1970: no clock is right that is behind it. */
  at?: number;
  /** "open" or "password": who may use the USB console. */
  con: string;
}
