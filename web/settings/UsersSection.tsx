import { App, Button, Dropdown, Input, Modal, Segmented, Table, Typography } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Filter } from "#engine/object.ts";
import type { WireObject, WireRecord } from "#engine/wire.ts";
import { Chip } from "../ui/Chip.tsx";
import { fieldsOf, useObject } from "../ui/data/model.ts";
import { problemOf } from "../ui/data/problem.ts";
import { useProblemText } from "../ui/data/problem-text.ts";
import { useRecords } from "../ui/data/records.ts";
import { useAction } from "../ui/data/writes.ts";
import { Failure } from "../ui/Failure.tsx";
import { useFeedback } from "../ui/feedback.ts";
import { FieldValue } from "../ui/fields/FieldValue.tsx";
import { Panel } from "../ui/Panel.tsx";
import { Person } from "../ui/Person.tsx";
import { useSettled } from "../ui/settled.ts";
import { EditDrawer } from "./EditDrawer.tsx";
import styles from "./Settings.module.css";

const COLUMNS = ["department", "position", "manager", "roles", "phone"];
const FIELDS = ["name", "login", "phone", "email", "department", "position", "manager", "roles", "otherDepartments"];
const FILTERS: Record<string, Filter> = {
  active: { field: "disabledAt", op: "isEmpty" },
  disabled: { field: "disabledAt", op: "isNotEmpty" },
};

export function UsersSection() {
  const { t } = useTranslation();
  const user = useObject("user");
  const [state, setState] = useState("active");
  const [typed, setTyped] = useState("");
  const q = useSettled(typed.trim(), 200);
  const [editing, edit] = useState<WireRecord | "new" | null>(null);
  const [invited, setInvited] = useState<Invitation | null>(null);
  const found = useRecords("user", { filter: FILTERS[state]!, sort: "name", limit: 200, can: true, ...(q ? { q } : {}) });
  const invite = useInvite(setInvited);

  if (found.error) return <Failure error={found.error} retry={() => void found.refetch()} />;
  if (!user) return null;
  return (
    <Panel flush>
      <div className={`${styles.row} ${styles.padded}`}>
        <Segmented
          value={state}
          onChange={setState}
          aria-label={t("settings.users.state")}
          options={Object.keys(FILTERS).map((value) => ({ value, label: t(`settings.users.${value}`) }))}
        />
        <Input.Search
          className={styles.grow ?? ""}
          aria-label={t("settings.users.search")}
          placeholder={t("settings.users.search")}
          allowClear
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        {user.may.create && (
          <Button type="primary" onClick={() => edit("new")}>
            {t("settings.users.invite")}
          </Button>
        )}
      </div>
      <Table<WireRecord>
        size="small"
        rowKey="id"
        loading={found.isLoading}
        dataSource={found.data?.items ?? []}
        pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        scroll={{ x: "max-content" }}
        columns={[
          {
            title: t("settings.users.name"),
            fixed: "left",
            rowScope: "row",
            render: (_, record) => <UserName record={record} onOpen={() => edit(record)} />,
          },
          ...fieldsOf(user, COLUMNS).map((field) => ({
            title: field.label,
            render: (_: unknown, record: WireRecord) => (
              <FieldValue field={field} value={record[field.name]} compact linked={false} />
            ),
          })),
          {
            title: t("settings.actions"),
            align: "right",
            render: (_, record) => (
              <UserMenu user={user} record={record} onEdit={() => edit(record)} onInvite={() => invite(record.id)} />
            ),
          },
        ]}
      />
      {editing && (
        <EditDrawer
          object={user}
          record={editing === "new" ? null : editing}
          fields={FIELDS}
          title={editing === "new" ? t("settings.users.invite") : String(editing.name)}
          {...(editing === "new" ? { okText: t("settings.users.createAndInvite") } : {})}
          onClose={() => edit(null)}
          onSaved={(saved) => editing === "new" && invite(saved.id)}
        />
      )}
      {invited && <InvitationDialog invitation={invited} onClose={() => setInvited(null)} />}
    </Panel>
  );
}

function UserName({ record, onOpen }: { record: WireRecord; onOpen(): void }) {
  const { t } = useTranslation();
  return (
    <span className={styles.row}>
      <Button type="link" size="small" onClick={onOpen}>
        <Person name={String(record.name)} />
      </Button>
      <span className={styles.login}>{String(record.login)}</span>
      {record.disabledAt && <Chip label={t("settings.users.isDisabled")} tone="danger" />}
    </span>
  );
}

type UserMenuProps = { user: WireObject; record: WireRecord; onEdit(): void; onInvite(): void };

function UserMenu({ user, record, onEdit, onInvite }: UserMenuProps) {
  const { t } = useTranslation();
  const wordsOf = useProblemText();
  const feedback = useFeedback();
  const { modal } = App.useApp();
  const disable = useAction("user", "disable");
  const enable = useAction("user", "enable");
  const refused = (error: unknown) => feedback.error(wordsOf(problemOf(error)));

  const perform = (action: "disable" | "enable") =>
    (action === "disable" ? disable : enable).mutate(
      { id: record.id },
      { onError: refused, onSuccess: () => feedback.done(t(`settings.users.${action}Done`, { name: record.name })) },
    );
  const ask = () =>
    modal.confirm({
      title: t("settings.users.disableTitle", { name: record.name }),
      content: t("settings.users.disableText"),
      okText: t("settings.users.disable"),
      okButtonProps: { danger: true },
      onOk: () => perform("disable"),
    });
  const item = (name: string, onClick: () => void) => {
    const can = record.can?.[name];
    const action = user.actions.find((one) => one.name === name);
    if (can === undefined || !action) return [];
    return [
      {
        key: name,
        label: action.label,
        disabled: can !== true,
        title: can === true ? undefined : wordsOf(can),
        danger: name === "disable",
        onClick,
      },
    ];
  };
  const items = [
    { key: "edit", label: t("settings.edit"), onClick: onEdit },
    ...item("invite", onInvite),
    ...(record.disabledAt ? item("enable", () => perform("enable")) : item("disable", ask)),
  ];
  return (
    <Dropdown menu={{ items }} trigger={["click"]}>
      <Button size="small" aria-label={t("settings.users.menu", { name: record.name })}>
        {t("settings.more")}
      </Button>
    </Dropdown>
  );
}

/** Without a token the person signs in already, in another company of the group. */
type Invitation = { token: string | null };

function useInvite(onInvited: (invitation: Invitation) => void) {
  const feedback = useFeedback();
  const wordsOf = useProblemText();
  const invite = useAction("user", "invite");
  return (id: string) =>
    invite.mutate(
      { id },
      {
        onSuccess: (answer) => onInvited(answer as unknown as Invitation),
        onError: (error) => feedback.error(wordsOf(problemOf(error))),
      },
    );
}

/** The link is shown once; the administrator sends it by whatever means the team uses. */
function InvitationDialog({ invitation, onClose }: { invitation: Invitation; onClose(): void }) {
  const { t } = useTranslation();
  const link = `${window.location.origin}/invitation/${invitation.token}`;
  return (
    <Modal open title={t("settings.users.invited")} footer={null} onCancel={onClose}>
      {invitation.token === null ? (
        <p>{t("settings.users.hasLogin")}</p>
      ) : (
        <>
          <p>{t("settings.users.invitedText")}</p>
          <Typography.Paragraph className={styles.secret ?? ""} copyable={{ text: link }}>
            {link}
          </Typography.Paragraph>
        </>
      )}
    </Modal>
  );
}
