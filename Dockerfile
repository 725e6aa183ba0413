# Deskbell in a container: `app` runs the standalone build, as nobody in particular and on a read-only root; `commands` are the
# operator's. Needs BuildKit, which sends only what is copied here.

FROM node:24-slim AS dependencies
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json .npmrc ./
# No package that is built or run here needs its install script.
RUN npm ci --ignore-scripts

FROM dependencies AS build
COPY next.config.mjs postcss.config.mjs tailwind.config.ts tsconfig.json support.config.ts ./
COPY instrumentation.ts instrumentation-client.ts proxy.ts ./
COPY app app
COPY components components
COPY lib lib
COPY public public
COPY scripts scripts
RUN npm run build

FROM dependencies AS commands
ENV NODE_ENV=production DATA_DIR=/data npm_config_cache=/tmp/npm
RUN npm prune --omit=dev --ignore-scripts && mkdir /data && chown node:node /data
COPY support.config.ts ./
COPY lib lib
COPY scripts scripts
USER node
ENTRYPOINT ["npm", "run", "--silent"]

FROM node:24-slim AS app
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 PORT=3000 DATA_DIR=/data
COPY --from=build /app/.next/standalone ./
COPY --from=build /app/.next/static .next/static
COPY --from=build /app/public public
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --start-period=20s CMD ["node", "-e", "fetch(`http://localhost:${process.env.PORT}/api/health`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server.js"]
