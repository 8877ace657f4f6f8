// Owns the checksum by which a pack and its map know each other, and which a ZIP keeps of each file; does not prove
// anything against somebody who means harm.

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; bit += 1) byte = byte & 1 ? (byte >>> 1) ^ 0xedb88320 : byte >>> 1;
  return byte;
});

/**
 * CRC-32, as zlib reckons it.
 * @param {Uint8Array} data
 * @param {number} before that of what comes before
 */
export function crc32(data, before = 0) {
  let crc = ~before;
  for (let at = 0; at < data.length; at += 1) crc = CRC_TABLE[(crc ^ data[at]) & 0xff] ^ (crc >>> 8);
  return ~crc >>> 0;
}
