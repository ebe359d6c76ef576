import { createContext } from "react";

/** Opens a form for a new record above the one being filled in; `done` gets what was made. */
export type CreateInline = (object: string, title: string, done: (made: { id: string; title: string }) => void) => void;

export const CreateInlineContext = createContext<CreateInline | null>(null);
