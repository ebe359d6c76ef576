import type { CDPSession } from "playwright-core";

export type Traffic = {
  /** Of scripts and style sheets, as they went over the wire. */
  codeBytes(): number;
  /** The longest chain among the requests answered since it was last asked. */
  depth(): number;
  /** Milliseconds since anything was asked or answered. */
  quietFor(): number;
};

type Exchange = { asked: number; answered: number; isCode: boolean; bytes: number };

/** What a page exchanges with its server from now on. */
export function watchTraffic(network: CDPSession): Traffic {
  const exchanges = new Map<string, Exchange>();
  let last = performance.now();
  network.on("Network.requestWillBeSent", ({ requestId, timestamp }) => {
    last = performance.now();
    exchanges.set(requestId, { asked: timestamp, answered: Number.NaN, isCode: false, bytes: 0 });
  });
  network.on("Network.responseReceived", ({ requestId, response }) => {
    exchanges.get(requestId)!.isCode = /javascript|css/.test(response.mimeType);
  });
  network.on("Network.dataReceived", ({ requestId, encodedDataLength }) => {
    exchanges.get(requestId)!.bytes += encodedDataLength;
  });
  network.on("Network.loadingFinished", ({ requestId, timestamp }) => {
    last = performance.now();
    exchanges.get(requestId)!.answered = timestamp;
  });

  let told = 0;
  return {
    codeBytes: () => [...exchanges.values()].filter(({ isCode }) => isCode).reduce((sum, { bytes }) => sum + bytes, 0),
    depth() {
      const answered = [...exchanges.values()].filter((one) => one.asked > told && !Number.isNaN(one.answered));
      told = Math.max(told, ...answered.map((one) => one.answered));
      return Math.max(0, ...deepening(answered));
    },
    quietFor: () => performance.now() - last,
  };
}

/** One more than the deepest request that had been answered when this one was asked; those the browser kept in its queue count from the asking. */
function deepening(exchanges: readonly Exchange[]): number[] {
  const byAsking = [...exchanges].sort((a, b) => a.asked - b.asked);
  const depths: number[] = [];
  for (const one of byAsking) {
    const before = depths.filter((_, i) => byAsking[i]!.answered <= one.asked);
    depths.push(1 + Math.max(0, ...before));
  }
  return depths;
}
