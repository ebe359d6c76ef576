import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

export type FrontDoor = {
  address: string;
  /** Why requests are not served yet. */
  wait(reason: string): void;
  open(handler: (request: IncomingMessage, response: ServerResponse) => void): void;
  close(): Promise<void>;
};

/** Listens from the first moment, so that whoever asks during start and recovery hears a reason instead of nothing. */
export async function openFrontDoor(host: string, port: number): Promise<FrontDoor> {
  let reason = "starting";
  let handler: ((request: IncomingMessage, response: ServerResponse) => void) | null = null;
  const server = createServer((request, response) => {
    if (handler) handler(request, response);
    else refuse(response, reason);
  });
  // Longer than usual proxies keep idle connections, so that they never send into a closing one.
  server.keepAliveTimeout = 65_000;
  await listen(server, host, port);
  const bound = server.address() as { port: number };
  const shown = host === "0.0.0.0" || host === "::" ? "localhost" : host.includes(":") ? `[${host}]` : host;

  return {
    address: `http://${shown}:${bound.port}`,
    wait: (why) => {
      reason = why;
    },
    open: (next) => {
      handler = next;
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 5_000).unref();
      }),
  };
}

function refuse(response: ServerResponse, reason: string): void {
  response.writeHead(503, { "content-type": "application/json", "retry-after": "1", "cache-control": "no-store" });
  response.end(JSON.stringify({ status: "unavailable", reason }));
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken = `Port ${port} is in use by another program. Stop it, or set PORT to another.`;
      reject(error.code === "EADDRINUSE" ? new Error(taken) : error);
    });
    server.listen(port, host, resolve);
  });
}
