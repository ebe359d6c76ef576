import { SMTPServer } from "smtp-server";

export type Letter = { to: string[]; source: string };

export type PostOffice = {
  /** What `SMTP_URL` is set to. */
  url: string;
  /** Letters taken, oldest first. */
  letters: Letter[];
  /** Refusals for the next letters, before one is taken. */
  refusals: { code: number; words: string }[];
  close(): Promise<void>;
};

/** A mail server that keeps what it takes. */
export async function openPostOffice(): Promise<PostOffice> {
  const letters: Letter[] = [];
  const refusals: PostOffice["refusals"] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const refusal = refusals.shift();
        if (refusal) return done(Object.assign(new Error(refusal.words), { responseCode: refusal.code }));
        letters.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          source: Buffer.concat(chunks).toString(),
        });
        done();
      });
    },
  });
  const port = await new Promise<number>((resolve) => {
    const listening = server.listen(0, "127.0.0.1", () => resolve((listening.address() as { port: number }).port));
  });
  return {
    url: `smtp://127.0.0.1:${port}`,
    letters,
    refusals,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The PDF attached to a letter. */
export function attachmentOf(source: string): Buffer {
  const part = source.split(/^--.*$/m).find((one) => /content-type: application\/pdf/i.test(one));
  if (part === undefined) throw new Error("no PDF is attached");
  return Buffer.from(part.slice(part.indexOf("\r\n\r\n")), "base64");
}
