import { useParams } from "@tanstack/react-router";

/** The slug of the company this page is in. */
export function useCompany(): string {
  const params = useParams({ strict: false }) as { company?: string };
  return params.company ?? "";
}
