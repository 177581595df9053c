import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { createRoot } from "react-dom/client";
import { router } from "./App/routes";
import "./App/styles.css";
import { theme } from "./App/theme";
import { queries } from "./Shared/api";
import { Notices } from "./Shared/Notices";

// The nonce that the service wrote into the page; styles that are made here carry it, so that the page's policy lets them in.
const nonce = document.querySelector<HTMLElement>("meta[property=csp-nonce]")?.nonce ?? "";

createRoot(document.getElementById("root")!).render(
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
        <QueryClientProvider client={queries}>
            <RouterProvider router={router} />
            <Notices />
        </QueryClientProvider>
    </MantineProvider>,
);
