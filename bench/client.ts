import { Agent, request } from "node:http";

/** `firstByte`: milliseconds from the question to the first byte of the answer's body. */
export type Answer = { status: number; body: any; bytes: number; firstByte: number };
export type Client = {
  get(path: string): Promise<Answer>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  patch(path: string, body: unknown): Promise<Answer>;
  upload(path: string, name: string, bytes: Buffer): Promise<Answer>;
};

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** A caller over kept-alive connections: the least a client can cost, so that figures are the server's. */
export function clientOf(base: string, key: string, company: string): Client {
  const headers = { authorization: `Bearer ${key}`, "kehai-company": company, "accept-language": "zh-CN" };
  return {
    get: (path) => send(new URL(path, base), "GET", headers),
    post: (path, body, more = {}) =>
      send(new URL(path, base), "POST", { ...headers, "content-type": "application/json", ...more }, JSON.stringify(body)),
    patch: (path, body) =>
      send(new URL(path, base), "PATCH", { ...headers, "content-type": "application/json" }, JSON.stringify(body)),
    upload: (path, name, bytes) =>
      send(
        new URL(path, base),
        "POST",
        { ...headers, "content-type": `multipart/form-data; boundary=${SEAM}` },
        part(name, bytes),
      ),
  };
}

const SEAM = "----bench";

function part(name: string, bytes: Buffer): Buffer {
  const head = `--${SEAM}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${SEAM}--\r\n`)]);
}

function send(url: URL, method: string, headers: Record<string, string>, body?: string | Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = performance.now();
    let firstByte = Number.NaN;
    const outgoing = request(url, { method, agent, headers }, (response) => {
      const parts: Buffer[] = [];
      response.once("data", () => {
        firstByte = performance.now() - asked;
      });
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () => {
        const all = Buffer.concat(parts);
        const isJson = response.headers["content-type"]?.includes("json") ?? false;
        resolve({
          status: response.statusCode!,
          body: isJson && all.length > 0 ? JSON.parse(all.toString()) : all,
          bytes: all.length,
          firstByte,
        });
      });
      response.on("error", reject);
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/** The answer's body, or an error that names what was asked: a benchmark of refusals would be fast and worthless. */
export function ok(answer: Answer): any {
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body).slice(0, 400)}`);
  return answer.body;
}
