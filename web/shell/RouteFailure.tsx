import { useRouter } from "@tanstack/react-router";
import { Failure } from "../ui/Failure.tsx";

/** A page that could not be shown; trying again asks the server anew. */
export function RouteFailure({ error }: { error: unknown }) {
  const router = useRouter();
  return (
    <main style={{ display: "grid", placeItems: "center", minHeight: "60vh" }}>
      <Failure error={error} retry={() => void router.invalidate()} />
    </main>
  );
}
