# k2doctor as an image. It copies what `npm ci` has built, so building it needs no network:
#   npm ci && docker build -t k2doctor .
# Any image with Node 20.19 or later will do as the base: --build-arg BASE=...
ARG BASE=node:22-slim
FROM ${BASE}
COPY package.json LICENSE README.md /opt/k2doctor/
COPY bin /opt/k2doctor/bin
COPY dist /opt/k2doctor/dist
WORKDIR /project
ENTRYPOINT ["node", "--", "/opt/k2doctor/bin/k2doctor.js"]
CMD ["check"]
