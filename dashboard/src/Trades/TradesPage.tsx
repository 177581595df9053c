import { Button, TextInput } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { Card, PageHead } from "../Shared/Layout";

const route = getRouteApi("/app/trades");

/** The way to a trade by its id. */
export function TradesPage() {
  const navigate = route.useNavigate();
  const [id, setId] = useState("");
  return (
    <>
      <PageHead title="Trades" lead="Closed trades with their prices and reviews." />
      <Card title="Open a trade">
        <form
          className="row"
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            if (id.trim()) void navigate({ to: "/trades/$id", params: { id: id.trim() } });
          }}
        >
          <TextInput aria-label="Id of a trade" placeholder="Id of a trade" value={id} onChange={(event) => setId(event.currentTarget.value)} w={250} />
          <Button type="submit">Open</Button>
        </form>
      </Card>
    </>
  );
}
