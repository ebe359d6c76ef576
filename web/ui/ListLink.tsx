import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Filter } from "#engine/object.ts";
import { useCompany } from "./navigation.ts";

type ListLinkProps = {
  path: string;
  filter?: Filter | undefined;
  view?: string;
  className?: string | undefined;
  tabIndex?: number | undefined;
  children: ReactNode;
};

/** Leads from a figure to the list of exactly the rows it was made of. */
export function ListLink({ path, filter, view = "all", className, tabIndex, children }: ListLinkProps) {
  const company = useCompany();
  return (
    <Link
      to="/$company/$path"
      params={{ company, path }}
      search={{ view, filter } as never}
      className={className ?? ""}
      tabIndex={tabIndex}
    >
      {children}
    </Link>
  );
}
