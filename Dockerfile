# One static program, run as an unprivileged account.
FROM golang:1.26.8-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -buildvcs=false -ldflags="-s -w" -o /out/homeward ./cmd/homeward

FROM alpine:3.22
RUN apk add --no-cache ca-certificates tzdata && adduser -D -H -u 10001 homeward \
    && install -d -o 10001 -g 10001 -m 0700 /var/lib/homeward/keys /var/lib/homeward/erased \
       /var/lib/homeward/audit /var/lib/homeward/proof
COPY --from=build /out/homeward /usr/local/bin/homeward
USER 10001
EXPOSE 8080
ENTRYPOINT ["homeward"]
CMD ["serve"]
