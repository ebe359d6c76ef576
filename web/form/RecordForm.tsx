export type RecordFormProps = {
  object: string;
  initial: Record<string, unknown>;
  title?: string;
  isInline?: boolean;
  onClose: () => void;
  onMade?: (made: { id: string; title: string }) => void;
};

export function RecordForm(_: RecordFormProps) {
  return null;
}
