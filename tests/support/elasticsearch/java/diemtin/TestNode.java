package diemtin;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

/** One Elasticsearch node from the published jars: java diemtin.TestNode HOME. It ends with its standard input. */
public final class TestNode {
    private TestNode() {}

    public static void main(String[] arguments) {
        // Elasticsearch turns System.err into a logger; a failure must be seen even before there is one.
        PrintStream errors = new PrintStream(new FileOutputStream(FileDescriptor.err), true);
        try {
            run(arguments);
        } catch (Throwable failure) {
            failure.printStackTrace(errors);
            System.exit(1);
        }
    }

    private static void run(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        Settings settings = Settings.builder().put("path.home", home.toString()).build();
        Environment environment =
                InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), home.resolve("config"), () -> "test");
        LogConfigurator.configure(environment, false);
        PluginsLoader loader =
                PluginsLoader.createPluginsLoader(
                        PluginsLoader.loadModulesBundles(environment.modulesDir(), false),
                        PluginsLoader.loadPluginsBundles(environment.pluginsDir(), false),
                        Map.of(),
                        false);
        Node node = new Node(environment, loader).start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node)));
        // The parent holds our standard input open: when it dies, however it dies, so does the node.
        while (System.in.read() >= 0) {}
        System.exit(0);
    }

    private static void close(Node node) {
        try {
            node.close();
        } catch (Exception error) {
            error.printStackTrace();
        }
    }
}
