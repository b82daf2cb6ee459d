// gatewayoracle says what Envoy Gateway makes of objects of the Gateway API: one JSON request a line, one JSON answer a line.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"

	gwapiv1 "sigs.k8s.io/gateway-api/apis/v1"

	egv1a1 "github.com/envoyproxy/gateway/api/v1alpha1"
	"github.com/envoyproxy/gateway/internal/gatewayapi"
	"github.com/envoyproxy/gateway/internal/logging"
)

func main() {
	if err := serve(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "gatewayoracle:", err)
		os.Exit(1)
	}
}

func serve(in io.Reader, out io.Writer) error {
	requests := json.NewDecoder(bufio.NewReaderSize(in, 1<<20))
	// Unbuffered: whoever asks waits for each answer.
	answers := json.NewEncoder(out)
	for {
		var asked request
		if err := requests.Decode(&asked); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		found, err := translate(asked)
		if err != nil {
			return err
		}
		if err := answers.Encode(found); err != nil {
			return err
		}
	}
}

// translate runs the translator of Envoy Gateway, with endpoints instead of the addresses of Services.
func translate(asked request) (*answer, error) {
	resources, err := asked.resources()
	if err != nil {
		return nil, err
	}
	translator := &gatewayapi.Translator{
		GatewayControllerName: string(resources.GatewayClass.Spec.ControllerName),
		GatewayClassName:      gwapiv1.ObjectName(resources.GatewayClass.Name),
		BackendEnabled:        true,
		Logger:                logging.DefaultLogger(io.Discard, egv1a1.LogLevelError),
	}
	// Errors are those of single objects, which their conditions contain.
	result, _ := translator.Translate(context.Background(), resources)
	if result == nil {
		return nil, fmt.Errorf("no result")
	}
	return answerOf(result), nil
}
