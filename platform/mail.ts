import { createTransport } from "nodemailer";

/** Letters on their way out. Sending twice under the same `id` is seen as one by whoever keeps it. */
export type Mailer = {
  send(letter: Letter): Promise<void>;
  /** Whether trying again later cannot help: the address is refused, not the moment. */
  isRefusal(error: unknown): boolean;
};

export type Letter = {
  id: string;
  to: readonly string[];
  cc: readonly string[];
  replyTo: string | null;
  subject: string;
  text: string;
  attachments: readonly { name: string; mediaType: string; bytes: Buffer }[];
};

const PATIENCE_MS = 30_000;

/** Sends by SMTP, as `from`. What letters say never makes it read a file or an address of this machine. */
export function smtpMailer(url: string, from: string): Mailer {
  const transport = createTransport(url, { from, disableFileAccess: true, disableUrlAccess: true });
  Object.assign(transport.options, {
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
  });
  const domain = /@([^\s>]+)/.exec(from)?.[1] ?? "kehai";
  return {
    async send({ id, to, cc, replyTo, subject, text, attachments }) {
      await transport.sendMail({
        messageId: `<${id}@${domain}>`,
        to: [...to],
        cc: [...cc],
        ...(replyTo === null ? {} : { replyTo }),
        subject,
        text,
        attachments: attachments.map(({ name, mediaType, bytes }) => ({
          filename: name,
          contentType: mediaType,
          content: bytes,
        })),
      });
    },
    isRefusal(error) {
      const { code, responseCode = 0 } = error as { code?: string; responseCode?: number };
      // A wrong password is put right by the administrator, and then the letter goes.
      return code !== "EAUTH" && responseCode >= 500;
    },
  };
}
