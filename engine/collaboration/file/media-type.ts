const SIGNATURES: readonly (readonly [type: string, offset: number, bytes: string])[] = [
  ["image/png", 0, "89504e470d0a1a0a"],
  ["image/jpeg", 0, "ffd8ff"],
  ["image/gif", 0, "47494638"],
  ["image/webp", 8, "57454250"],
  ["application/pdf", 0, "255044462d"],
];

const BY_EXTENSION: Readonly<Record<string, string>> = {
  csv: "text/csv",
  doc: "application/msword",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  md: "text/markdown",
  mp3: "audio/mpeg",
  mp4: "video/mp4",
  ppt: "application/vnd.ms-powerpoint",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  txt: "text/plain",
  xls: "application/vnd.ms-excel",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  zip: "application/zip",
};

/** Kinds a browser may show in place: their bytes were looked at and run no script. */
const SHOWN: ReadonlySet<string> = new Set(SIGNATURES.map(([type]) => type));

/** What a file is by its first bytes; only harmless kinds are believed by their name, and never the sender's word. */
export function mediaTypeOf(head: Buffer, name: string): string {
  const hex = head.subarray(0, 16).toString("hex");
  const found = SIGNATURES.find(([, offset, bytes]) => hex.startsWith(bytes, offset * 2));
  return found?.[0] ?? BY_EXTENSION[name.split(".").at(-1)?.toLowerCase() ?? ""] ?? "application/octet-stream";
}

/** Whether a browser may open the file in the page: only what is known by its bytes and runs nothing. */
export function isShownInPlace(mediaType: string | null): boolean {
  return mediaType !== null && SHOWN.has(mediaType);
}
