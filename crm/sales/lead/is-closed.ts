export function isClosed({ status }: { status: string }): boolean {
  return status === "converted" || status === "invalid";
}
