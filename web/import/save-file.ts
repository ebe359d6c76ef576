import { companyOfUrl } from "../ui/data/client.ts";
import { offlineProblem, problemError } from "../ui/data/problem.ts";

/** Fetches a file with the company's header, which a plain link cannot carry, and hands it to the browser to keep. */
export async function saveFile(path: string, name: string): Promise<void> {
  const company = companyOfUrl();
  const response = await fetch(`/api${path}`, {
    headers: company === null ? {} : { "Kehai-Company": company },
    credentials: "same-origin",
  });
  if (!response.ok) throw problemError(await response.json().catch(offlineProblem));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
