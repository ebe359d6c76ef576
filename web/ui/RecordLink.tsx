import { Link } from "@tanstack/react-router";
import { useModel } from "./data/model.ts";
import { useCompany } from "./navigation.ts";

/** The title of a record, leading to its page if the person may open objects of its kind. */
export function RecordLink({ object, id, title }: { object: string; id: string; title: string }) {
  const path = useModel().byName.get(object)?.path;
  const company = useCompany();
  if (path === undefined) return <span>{title}</span>;
  return (
    <Link to="/$company/$path/$id" params={{ company, path, id }} onClick={(event) => event.stopPropagation()} title={title}>
      {title}
    </Link>
  );
}
