import type { ReactNode } from "react";
import { useModel } from "#web/ui/data/model.ts";
import { ListLink } from "#web/ui/ListLink.tsx";
import type { Rows } from "./channel-questions.ts";

/** A figure that opens its rows, for those who may see such rows at all. */
export function CountLink({ object, filter, children }: Rows & { children: ReactNode }) {
  const path = useModel().byName.get(object)?.path;
  if (path === undefined) return children;
  return (
    <ListLink path={path} filter={filter}>
      {children}
    </ListLink>
  );
}
