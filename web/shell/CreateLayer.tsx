import { useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useCallback, useState } from "react";
import type { ShellSearch } from "../routes.tsx";
import { type CreateInline, CreateInlineContext } from "../ui/fields/create-inline.ts";

const RecordForm = lazy(async () => ({ default: (await import("../form/RecordForm.tsx")).RecordForm }));

type Inline = { object: string; title: string; done: Parameters<CreateInline>[2] };

/** New records are made in a drawer above any page: by `?create=` in the URL, or from within a reference picker. */
export function CreateLayer({ children }: { children: ReactNode }) {
  const search = useSearch({ strict: false }) as ShellSearch;
  const navigate = useNavigate();
  const [inline, setInline] = useState<Inline | null>(null);
  const openInline = useCallback<CreateInline>((object, title, done) => setInline({ object, title, done }), []);
  const close = () =>
    void navigate({
      to: ".",
      search: ({ create: _, with: __, ...rest }: Record<string, unknown>) => rest,
      replace: true,
    } as never);

  return (
    <CreateInlineContext value={openInline}>
      {children}
      <Suspense fallback={null}>
        {search.create !== undefined && (
          <RecordForm key={search.create} object={search.create} initial={search.with ?? {}} onClose={close} />
        )}
        {inline !== null && (
          <RecordForm
            object={inline.object}
            initial={{}}
            title={inline.title}
            isInline
            onClose={() => setInline(null)}
            onMade={(made) => {
              inline.done(made);
              setInline(null);
            }}
          />
        )}
      </Suspense>
    </CreateInlineContext>
  );
}
