import { QueryClient } from "@tanstack/react-query";
import { problemOf } from "./problem.ts";

/** Reads are repeated when the line was lost, never when the server has answered. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      gcTime: 10 * 60_000,
      retry: (failures, error) => failures < 4 && [0, 502, 503, 504].includes(problemOf(error).status),
      retryDelay: (attempt) => Math.min(400 * 3 ** attempt, 8_000),
      refetchOnWindowFocus: true,
      // The offline banner says so; requests are still tried, since `navigator.onLine` is often wrong.
      networkMode: "always",
    },
    mutations: { networkMode: "always" },
  },
});
